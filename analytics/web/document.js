// Streamlit serves every page as English and left to right, and names its own buttons in English for those who listen.
((spoken) => {
  Object.assign(document.documentElement, { lang: spoken.lang, dir: spoken.dir });
  window.idmajWords = spoken.words;
  const rename = () => {
    for (const [english, word] of Object.entries(window.idmajWords)) {
      for (const element of document.querySelectorAll(`[aria-label="${english}"]`)) {
        element.setAttribute("aria-label", word);
      }
    }
    for (const text of document.querySelectorAll('[data-testid="stFileUploaderDropzone"] button p')) {
      if (text.textContent === "Upload") text.dataset.english = "Upload"; // remembered for when the language is switched
      const word = window.idmajWords[text.dataset.english];
      if (word && text.textContent !== word) text.textContent = word;
    }
  };
  rename();
  if (!window.idmajWatcher) {
    window.idmajWatcher = new MutationObserver(rename);
    window.idmajWatcher.observe(document.body, { subtree: true, childList: true });
  }
})(SPOKEN);
