// Streamlit serves every page as English and left to right, and names its own buttons in English for those who listen.
((spoken) => {
  Object.assign(document.documentElement, { lang: spoken.lang, dir: spoken.dir });
  window.idmajWords = spoken.words;
  window.idmajRemove = spoken.remove;
  window.idmajTooLarge = spoken.tooLarge;
  const rename = () => {
    for (const [english, word] of Object.entries(window.idmajWords)) {
      for (const element of document.querySelectorAll(`[aria-label="${english}"]`)) {
        element.setAttribute("aria-label", word);
      }
    }
    for (const element of document.querySelectorAll('[aria-label^="Remove "]')) {
      const name = window.idmajRemove.replace("{value}", element.getAttribute("aria-label").slice("Remove ".length));
      if (element.getAttribute("aria-label") !== name) element.setAttribute("aria-label", name);
    }
    for (const text of document.querySelectorAll('[data-testid="stFileChip"] [role="alert"]')) {
      if (text.textContent.startsWith("Error: File must be")) text.textContent = window.idmajTooLarge;
    }
    const title = '[role="dialog"] h2[slot="title"]';
    const shown = [
      '[data-testid="stFileUploaderDropzone"] button p', '[data-testid="stDownloadButtonError"]',
      '[data-testid="stSkipToContent"]', title,
    ];
    for (const text of document.querySelectorAll(`${shown}, ${title} + div > div`)) {
      // Remembered for when the language is switched.
      if (text.textContent in window.idmajWords) text.dataset.english = text.textContent;
      const word = window.idmajWords[text.dataset.english];
      if (word && text.textContent !== word) text.textContent = word;
    }
  };
  // Streamlit counts the links to the pages as content; whoever skips them wants to read.
  const skipTheLinks = (event) => {
    const question = document.querySelector(".finding h1");
    if (!question || !event.target.closest?.('[data-testid="stSkipToContent"]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    question.tabIndex = -1;
    question.focus();
  };
  // On a phone the links slide; the one of this page must be in sight.
  const showWhereWeAre = () => {
    const here = document.querySelector('[class*="st-key-link-here-"]');
    const row = here?.closest(".st-key-page-links");
    if (!row) return;
    if (window.idmajShown?.path !== location.pathname) window.idmajShown = { path: location.pathname };
    if (window.idmajShown.isTheReaders) return;
    const [link, room] = [here.getBoundingClientRect(), row.getBoundingClientRect()];
    row.scrollLeft += (link.left + link.right) / 2 - (room.left + room.right) / 2;
  };
  // Until somebody takes hold of them: how long a page is being drawn depends on the phone.
  const leaveTheLinks = (event) => {
    if (window.idmajShown && event.target.closest?.(".st-key-page-links")) window.idmajShown.isTheReaders = true;
  };
  // A figure that slides inside its card must do so for the keyboard too, and say what it is.
  const letKeysSlide = () => {
    for (const box of document.querySelectorAll('.st-key-drawn-wide [data-testid="stElementContainer"]')) {
      const slides = box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX === "auto";
      const name = slides ? box.closest('[class*="st-key-card-"]')?.querySelector("h3")?.textContent ?? "" : "";
      if (name === (box.getAttribute("aria-label") ?? "")) continue;
      for (const [attribute, value] of Object.entries({ tabindex: "0", role: "region", "aria-label": name })) {
        if (name) box.setAttribute(attribute, value);
        else box.removeAttribute(attribute);
      }
    }
  };
  // What opens over the page stands at the very end of it; from its button the Tab key leads into it, and out of it back.
  const leadIntoWhatOpened = (event) => {
    const opener = document.querySelector('[data-testid="stPopoverButton"][aria-expanded="true"]');
    const opened = document.querySelector('[data-testid="stPopoverBody"]');
    if (event.key !== "Tab" || !opener || !opened) return;
    const stops = [...opened.querySelectorAll("a[href], button, input, [tabindex]")].filter(
      (each) => each.tabIndex >= 0 && !each.disabled && each.getClientRects().length,
    );
    const here = document.activeElement;
    const into = here === opener && !event.shiftKey;
    const out = opened.contains(here) && here === (event.shiftKey ? stops[0] : stops.at(-1));
    if (!stops.length || !(into || out)) return;
    event.preventDefault();
    (into ? stops[0] : opener).focus();
  };
  // What a button would fetch while its page is being asked anew is the answer before; the style sheet keeps the mouse off.
  const waitForTheNewAnswer = (event) => {
    if (!["Enter", " "].includes(event.key)) return;
    if (!event.target.closest?.('[data-stale="true"] [data-testid="stDownloadButton"]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const follow = () => {
    rename();
    showWhereWeAre();
    letKeysSlide();
  };
  follow();
  if (!window.idmajWatcher) {
    window.idmajWatcher = new MutationObserver(follow);
    window.idmajWatcher.observe(document.body, { subtree: true, childList: true });
    addEventListener("resize", follow);
    for (const hold of ["pointerdown", "wheel", "focusin"]) {
      addEventListener(hold, leaveTheLinks, { capture: true, passive: true });
    }
    document.addEventListener("click", skipTheLinks, true);
    addEventListener("keydown", leadIntoWhatOpened, true);
    addEventListener("keydown", waitForTheNewAnswer, true);
  }
})(SPOKEN);
