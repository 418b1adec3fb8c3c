"""An analyst loads the Foundation's own Arabic files: sees what is wrong, accepts the rest, and brings the old data back."""

import re

import openpyxl
import pytest

from analytics.language.direction import without_isolates
from analytics.records.folder import DataFolder
from analytics.records.releases import list_releases, use_release

pytestmark = pytest.mark.thorough

PEOPLE = "رقم المستفيد;الجنس;سنة الازدياد;حدث عند الإفراج;المدينة;المستوى الدراسي;تاريخ الإفراج"
SUPPORTS = "رقم الإدماج;رقم المستفيد;مسار الإدماج;البرنامج;المدينة;القطاع;الشريك;تاريخ البداية;الإعداد داخل السجن"


def arabic_files(folder):
    """Ten people with a support each; the supports of rows 4, 7 and 10 are wrong in three ways."""
    people, supports = [PEOPLE], [SUPPORTS]
    for number in range(1, 11):
        year = 2014 if number % 2 else 2015
        city, day, person = "الدار البيضاء", f"{number:02}/03/{year}", f"B{number:04}"
        city = "أطلانطس" if number == 3 else city
        day = "31/02/2015" if number == 6 else day
        sex = "أنثى" if number <= 4 else "ذكر"
        people.append(f"{person};{sex};19{70 + number};لا;أكادير;ابتدائي;01/0{1 + number % 8}/2013")
        person = "B9999" if number == 9 else person
        supports.append(f"I{number:04};{person};مشروع صغير;الاستراتيجية السنوية;{city};التجارة;المؤسسة;{day};نعم")
    paths = []
    for name, lines in (("المستفيدون.csv", people), ("الإدماج.csv", supports)):
        path = folder / name
        path.write_bytes("\r\n".join(lines).encode("cp1256"))
        paths.append(str(path))
    return paths


def text_of(seen, selector="[data-testid=stMain]"):
    return without_isolates("\n".join(seen.page.locator(selector).all_inner_texts()))


def click(seen, key):
    seen.page.locator(f"[class*='st-key-{key}'] button").first.click()
    seen.page.wait_for_timeout(300)
    return seen.settle()


def test_arabic_files_are_loaded_accepted_and_taken_back(visit, data_folder, tmp_path):
    folder = DataFolder(data_folder)
    try:
        seen = visit("/data?lang=ar")
        seen.page.set_input_files("input[type=file]", arabic_files(tmp_path))
        seen.page.locator("[data-testid=stCode]").nth(1).wait_for(timeout=20_000)
        # Both readings are shown; nothing is checked before one is chosen.
        assert "المستفيد" in text_of(seen, "[data-testid=stCode]") and "ÑÞã" in text_of(seen, "[data-testid=stCode]")
        assert seen.page.locator("[class*='st-key-check'] button").is_disabled()
        seen.page.locator("[class*='st-key-encoding'] label:has-text('1256')").last.click()
        seen.settle()
        click(seen, "check")
        seen.page.locator("[class*='st-key-accept'] button").wait_for(timeout=30_000)
        # The three reasons stand there in Arabic, each with its row, its value and what was expected.
        rows = seen.page.locator("table:has-text('31/02/2015') tbody tr").all_inner_texts()
        rows = [without_isolates(row) for row in rows]
        assert len(rows) == 3
        for row, number, words in zip(
            rows,
            ("4", "7", "10"),
            (
                ("أطلانطس", "المدينة", "رمز غير معروف"),
                ("31/02/2015", "تاريخ البداية", "تاريخ"),
                ("B9999", "رقم المستفيد", "مرجع غير موجود"),
            ),
            strict=True,
        ):
            assert re.search(rf"\b{number}\b", row) and all(word in row for word in words), row
        assert list_releases(folder) == []  # nothing is stored before it is accepted
        click(seen, "accept")
        seen.page.locator(".done").wait_for(timeout=30_000)
        assert seen.page.locator("table:has-text('31/02/2015') >> visible=true").count() == 0
        made = list_releases(folder)
        assert len(made) == 1 and made[0].rows["integrations"] == 7 and made[0].refused_rows == 3
        assert made[0].id in text_of(seen)

        # The refused rows can be taken away, mended and loaded again.
        with seen.page.expect_download() as taken:
            seen.page.locator("[class*='st-key-refused-'] button").first.click()
        taken.value.save_as(tmp_path / "refused.xlsx")
        book = openpyxl.load_workbook(tmp_path / "refused.xlsx")
        values = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
        assert len(values) == 4 and values[1][0] == "I0003" and "أطلانطس" in values[1]
        assert taken.value.suggested_filename.endswith("-ar.xlsx")

        # The pages tell the new data, and that they are no demonstration.
        seen = visit("/compare?lang=ar&measure=integrations&by=city")
        assert seen.page.locator(".badge.demonstration").count() == 0
        assert seen.page.locator(".badge.records").count() >= 1
        years = text_of(seen, ".card .years").split()
        assert "4" in years and "3" in years  # rows 1, 3, 5, 7, 9 of 2014 without 3 and 9; 2, 4, 6, 8, 10 without 6

        # The old data come back with one click.
        seen = visit("/data?lang=ar")
        click(seen, "use-demo")
        seen.page.locator(".badge.demonstration").first.wait_for(timeout=20_000)
        seen = visit("/compare?lang=ar")
        assert seen.page.locator(".badge.demonstration").count() >= 1

        # An address that names the release still reads it, and says so.
        seen = visit(f"/compare?lang=en&release={made[0].id}")
        assert seen.page.locator(".badge.demonstration").count() == 0
        assert f"You are reading the release {made[0].id}" in text_of(seen)
        seen = visit("/compare?lang=en&release=../../etc")
        assert seen.page.locator(".badge.demonstration").count() >= 1 and "etc" not in text_of(seen)
    finally:
        use_release(folder, "demo")


def test_a_file_with_names_is_refused_in_one_sentence(visit, data_folder, tmp_path):
    before = [release.id for release in list_releases(DataFolder(data_folder))]
    path = tmp_path / "liste.csv"
    path.write_text("beneficiary_id;Nom;city_id;release_date\nB0001;Ahmed;fes;2013-01-01\n", encoding="utf-8")
    seen = visit("/data?lang=fr")
    seen.page.set_input_files("input[type=file]", str(path))
    seen.page.locator("[class*='st-key-check'] button").wait_for(timeout=20_000)
    click(seen, "check")
    sentence = text_of(seen, ".problem")
    assert "liste.csv" in sentence and "un nom" in sentence and "Rien n’a été enregistré" in sentence
    assert "Ahmed" not in text_of(seen)
    assert [release.id for release in list_releases(DataFolder(data_folder))] == before


def test_every_refusal_is_told_and_the_files_stay_to_be_replaced(visit, tmp_path):
    people = "B0001,ذكر,1970,لا,أكادير,ابتدائي,01/02/2013"
    titled = f"لائحة المستفيدين\n\n{PEOPLE.replace(';', ',')}\n{people}\n"
    (tmp_path / "people.csv").write_text(titled, encoding="utf-8")
    supports = "I0001,B0001,مشروع صغير,الاستراتيجية السنوية,أكادير,التجارة,المؤسسة,01/03/2014,نعم"
    (tmp_path / "supports.csv").write_text(f"{SUPPORTS.replace(';', ',')}\n{supports}\n", encoding="utf-8")
    (tmp_path / "names.csv").write_text("beneficiary_id,CIN\nB0001,x\n", encoding="utf-8")
    (tmp_path / "empty.csv").write_bytes(b"")
    seen = visit("/data?lang=en")
    names = ("people.csv", "supports.csv", "names.csv", "empty.csv")
    seen.page.set_input_files("input[type=file]", [str(tmp_path / name) for name in names])
    check = seen.page.locator("[class*='st-key-check'] button")
    check.wait_for(timeout=20_000)
    click(seen, "check")
    told = [without_isolates(each) for each in seen.page.locator(".problem").all_inner_texts()]
    assert [each.partition(".csv")[0] for each in told] == ["names", "empty"]

    # Those that are refused are taken away, and the others are still there.
    for name in ("empty.csv", "names.csv"):
        seen.page.get_by_role("button", name=f"Remove {name}").click()
        seen.settle()
    assert seen.page.locator(".problem").count() == 0
    click(seen, "check")
    seen.page.locator("[class*='st-key-accept'] button").wait_for(timeout=30_000)
    rows = {cells[0]: cells for cells in (row.split("\t") for row in seen.page.locator("tbody tr").all_inner_texts())}
    assert "headings in row 3, nothing above is read" in rows["people.csv"][2]
    assert "headings" not in rows["supports.csv"][2]
    seen.page.locator("[class*='st-key-cancel'] button").click()
