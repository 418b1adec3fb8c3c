"""Odd and hostile text files: encodings, separators, other formats, headings, quotes, line ends, limits, identity."""

import bz2
import gzip
import io
import json
import tarfile
import zipfile

from tests.hostile_files import Case, lines, people, read, reads, refused, written

TWO = [{}, {"city_id": "rabat"}]
PLAIN = people(*TWO)
ARABIC = people({"city_id": "فاس"}, {"city_id": "الرباط"})
FRENCH = people({"city_id": "Fès"}, {"city_id": "Tétouan"})
NAMES = list(written("beneficiaries", {})[0])
TETOUAN = [{}, {"city_id": "tetouan"}]


def zipped(name: str, content: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(name, content)
    return made.getvalue()


def tarred(content: str) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as package:
        package.addfile(tarfile.TarInfo("a.csv"), io.BytesIO(content.encode()))
    return made.getvalue()


def headed(*heading: str) -> str:
    return people(*TWO, heading=list(heading))


def beside(heading: str, *cells: str) -> str:
    """Persons with one column more."""
    return lines(
        [row | {heading: cell} for row, cell in zip(written("beneficiaries", *[{}] * len(cells)), cells, strict=True)]
    )


READ_WELL = [
    reads("comma", PLAIN, *TWO),
    reads("semicolon", people(*TWO, separator=";"), *TWO),
    reads("tab", people(*TWO, separator="\t"), *TWO),
    reads("semicolons with commas in the cells", people({"education": "primary"}, {"city_id": " rabat "}, separator=";"), *TWO),
    reads("sep= hint", "sep=;\r\n" + people(*TWO, separator=";", end="\r\n"), *TWO),
    reads("utf-8 with a mark", b"\xef\xbb\xbf" + ARABIC.encode(), *TWO),
    reads("utf-16 little end", ARABIC.encode("utf-16"), *TWO),
    reads("utf-16 big end", b"\xfe\xff" + ARABIC.encode("utf-16-be"), *TWO),
    reads("utf-16 whatever encoding is said", ARABIC.encode("utf-16"), *TWO, encoding="windows-1256"),
    reads("windows-1256 said", ARABIC.encode("cp1256"), *TWO, encoding="windows-1256"),
    reads("windows-1252 said", FRENCH.encode("cp1252"), *TETOUAN, encoding="cp1252"),
    reads("crlf", people(*TWO, end="\r\n"), *TWO),
    reads("cr only", people(*TWO, end="\r"), *TWO),
    reads("no newline at the end", PLAIN.rstrip("\n"), *TWO),
    reads("line ends mixed", PLAIN.replace("\n", "\r\n", 1), *TWO),
    reads("blank lines in the middle and at the end", PLAIN.replace("\npers0002", "\n\n\npers0002") + "\n\n", *TWO),
    reads("a line of blanks", PLAIN.replace("\npers0002", "\n   \npers0002"), *TWO),
    reads("rows of separators at the end", PLAIN + ",,,,,,\n,,,,,,\n", *TWO),
    reads("rows of no-break spaces at the end", PLAIN + "\u00a0,,,,,,\u00a0\n", *TWO),
    reads("trailing empty columns", "\n".join(line + ",,," if line else "" for line in PLAIN.split("\n")), *TWO),
    reads("trailing empty cells of rows only", PLAIN.replace("2013-12-01", "2013-12-01,,"), *TWO),
    reads("every cell quoted", "\n".join(",".join(f'"{c}"' for c in line.split(",")) for line in PLAIN.split()), *TWO),
    reads("newlines, separators and doubled quotes in remarks", beside("remarque", "il dit\n« oui », \"bien\"\n", "a;b,c"), {}, {}),
    reads("a quote in the middle of a cell", beside("remarque", "x", "y").replace(",x", ',12" x'), {}, {}),
    reads("a cell that begins with a comment mark", beside("remarque", "#x", "//y"), {}, {}),
    reads("name with pattern letters, spaces, Arabic", PLAIN, *TWO, file="me[1]* données ?مستفيدون.csv"),
    reads("name of another format", PLAIN, *TWO, file="given.xlsx"),
    reads("name of an archive", PLAIN, *TWO, file="given.csv.gz"),
    reads("headings in Arabic", headed("رقم المستفيد", "الجنس", "سنة الازدياد", "حدث عند الإفراج", "المدينة", "المستوى الدراسي", "تاريخ الإفراج"), *TWO),
    reads("headings of three languages, case, accents, marks", headed("NUMERO DU BENEFICIAIRE", " sexe ", "Year_of_Birth", "حَدَث", "ville*", "Niveau d'instruction", "Date de libération (jj/mm/aaaa)"), *TWO),
    reads("extra columns kept out", beside("remarque", "bien", "mal"), {}, {}),
    reads("a column without a heading kept out", beside("", "bien", ""), {}, {}),
    reads("an optional column missing", lines([{n: v for n, v in row.items() if n != "education"} for row in written("beneficiaries", *TWO)]), *[t | {"education": None} for t in TWO]),
    reads("columns in another order", lines([dict(reversed(row.items())) for row in written("beneficiaries", *TWO)]), *TWO),
    reads("blanks around ids", people({"beneficiary_id": " pers0001\u00a0"}, {"beneficiary_id": "\u200fpers0002\t"}), {}, {}),
    reads("ids with zeros kept apart", people({}, {"beneficiary_id": "000123"}, {"beneficiary_id": "0123"}, {"beneficiary_id": "00123"}), {}, {"beneficiary_id": "000123"}, {"beneficiary_id": "0123"}, {"beneficiary_id": "00123"}),
    reads("a few telephones among remarks", beside("remarque", "0612345678", "bien", "bien"), {}, {}, {}),
    Case("two files of one table", {"a.csv": PLAIN.encode(), "b.csv": people({"beneficiary_id": "pers0003"}, separator=";").encode()}, "beneficiaries", read("beneficiaries", *TWO, {})),
]  # fmt: skip

FIRST = f"{','.join(NAMES)}\npers0001,M,1985,false,fes,primary,2013-12-01\n"
PARTLY = [
    Case("a day that has not come yet", {"g.csv": people({}, {"release_date": "2098-03-01"}).encode()}, "beneficiaries", read("beneficiaries", {}), frozenset({(3, "release_date", "range")})),
    Case("too few and too many cells", {"g.csv": (FIRST + "pers0002,M,1985\npers0003,M,1985,false,fes,primary,2013-12-01,more\n").encode()}, "beneficiaries", read("beneficiaries", {}), frozenset({(3, None, "fields"), (4, None, "fields")})),
    Case("an id in scientific notation", {"g.csv": (FIRST + "1.23E+11,M,1985,false,fes,primary,2013-12-01\n").encode()}, "beneficiaries", read("beneficiaries", {}), frozenset({(3, "beneficiary_id", "pattern")})),
    Case("a shift by a comma in the amount", {"g.csv": b"funding_id,integration_id,kind,amount_mad,awarded_on\nfund0001,supp0001,cheque,1200,50,2014-04-01\n"}, "funding", [], frozenset({(2, None, "fields")})),
    reads("utf-8 beside files that are windows-1252", FRENCH, *TETOUAN, encoding="windows-1252"),
    reads("Arabic in utf-8 beside files that are windows-1256", ARABIC, *TWO, encoding="windows-1256"),
]  # fmt: skip

NOT_READ = [
    refused("pipe", people(*TWO, separator="|"), 2, "|"),
    refused("json", json.dumps(written("beneficiaries", *TWO)), 2, "JSON"),
    refused("json of one object", '\n {"beneficiary_id": 1}', 2, "JSON"),
    refused("html", "<!DOCTYPE html><table><tr><td>beneficiary_id</td></tr></table>", 2, "HTML"),
    refused("xml", b"\xef\xbb\xbf<?xml version='1.0'?><x/>", 2, "XML"),
    refused("pdf", b"%PDF-1.4\n%\xe2\xe3", 2, "not a table"),
    refused("png", b"\x89PNG\r\n\x1a\n", 2, "not a table"),
    refused("gzip", gzip.compress(PLAIN.encode()), 2, "archive"),
    refused("bzip2", bz2.compress(PLAIN.encode()), 2, "archive"),
    refused("zip of a csv", zipped("a.csv", PLAIN), 2, "archive"),
    refused("tar", tarred(PLAIN), 2, "archive"),
    refused("7z", b"7z\xbc\xaf\x27\x1c" + bytes(50), 2, "archive"),
    refused("rar", b"Rar!\x1a\x07\x01\x00", 2, "archive"),
    refused("old excel or locked", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), 2, "password"),
    refused("a folder", None, 2, "missing, or is not a file"),
    refused("empty", b"", 2, "empty"),
    refused("windows-1256 not said", ARABIC.encode("cp1256"), 2, "--encoding windows-1256"),
    refused("windows-1252 not said", FRENCH.encode("cp1252"), 2, "--encoding windows-1252"),
    refused("utf-8 broken in one letter", people(*TWO).encode() + b"pers0003,M,1985,false,f\xe8s,primary,2013-12-01\n", 2, "--encoding"),
    reads("a title above the headings", "Liste 2014;;;;;;\n" + people(*TWO, separator=";"), *TWO),
    reads("a title in quotes and empty lines above the headings", '"Liste ""finale"", 2014"\n\n\n' + PLAIN, *TWO),
    reads("a title above headings of utf-16", ("Liste 2014\n" + ARABIC).encode("utf-16"), {}, {"city_id": "rabat"}),
    Case("rows are counted from the title on", {"g.csv": b"Liste 2014\n\n" + people({}, {"city_id": "atlantis"}).encode()}, rows=read("beneficiaries", {}), refused=frozenset({(5, "city_id", "code")})),
    Case("and with quotes", {"g.csv": b'Liste "2014"\n\n' + people({}, {"city_id": "atlantis"}).encode()}, rows=read("beneficiaries", {}), refused=frozenset({(5, "city_id", "code")})),
    refused("rows that may be data above the headings", "pers0009,M,1985\n" + PLAIN, 1, "row 2"),
    refused("utf-16 said and not so", PLAIN, 1, "heading", encoding="utf-16"),
    refused("an encoding nobody knows", PLAIN, 1, "encoding", encoding="ebcdic"),
    refused("windows-1252 said of letters it lacks", b"\x81" + PLAIN.encode(), 2, "cp1252", encoding="windows-1252"),
    refused("utf-16 cut in the middle of a letter", ARABIC.encode("utf-16")[:-1], 2, "utf-16"),
    refused("utf-16 without a mark", PLAIN.encode("utf-16-le"), 2, "U+0000"),
    refused("nul", people({}, {"education": "pri\0mary"}), 2, "U+0000"),
    refused("escape", people({}, {"education": "pri\x1bmary"}), 2, "row 3"),
    refused("a C1 control", people({}, {"education": "pri\x85mary"}), 2, "U+0085"),
    refused("right-to-left override", people({}, {"education": "\u202eyramirp"}), 2, "U+202E"),
    refused("isolate", beside("remarque", "x", "\u2067y"), 2, "U+2067"),
    refused("lost letters", people({}, {"city_id": "F\ufffds"}), 2, "U+FFFD"),
    refused("delete", people({}, {"city_id": "fes\x7f"}), 2, "U+007F"),
    refused("integrations with a heading only", "integration_id,beneficiary_id,route,programme,city_id,started_on\n", 1, "No integration"),
    refused("the first person as heading", PLAIN.partition("\n")[2], 1, "first 20 rows"),
    reads("a title above the heading", "Liste des bénéficiaires 2014\n" + PLAIN, *TWO),
    reads("a blank line above the heading", "\n" + PLAIN, *TWO),
    refused("headings below so many titles", "Liste\n" * 20 + PLAIN, 1, "first 20 rows"),
    refused("a heading twice", beside("Sexe", "M", "M"), 1, "twice"),
    refused("a required column missing", lines([{n: v for n, v in row.items() if n != "city_id"} for row in written("beneficiaries", {})]), 1, "City"),
    refused("a quote that is never closed", people({}, {"education": "X"}, {}).replace("X", '"primary'), 2, "quotes"),
    refused("a quote closed in the middle of a cell", people({}, {"education": "X"}, {}).replace("X", '"pri"mary'), 2, "quotes"),
    refused("too many rows", people({}, {}, {}, {}), 2, "3 rows", limits={"ROWS": 3}),
    refused("too many rows with quotes", people({}, {}, {}, {}).replace("fes", '"fes"'), 2, "3 rows", limits={"ROWS": 3}),
    refused("too many rows of another width", FIRST + "x\n" * 5, 2, "3 rows", limits={"ROWS": 3}),
    refused("too many bytes", PLAIN, 2, "bytes", limits={"FILE_BYTES": 50}),
    refused("too many columns", PLAIN, 1, "columns", limits={"COLUMNS": 6}),
    refused("too long a line", beside("remarque", "x", "y" * 300), 2, "longer", limits={"LINE_BYTES": 200}),
    refused("too long a line, quoted", beside("remarque", "x", 'y"' * 150), 2, "longer", limits={"LINE_BYTES": 200}),
    refused("one cell of more letters than a reader takes", beside("remarque", "x", '"' + "y" * 140_000), 2, "longer"),
    Case("the same file twice", {"a.csv": PLAIN.encode(), "b.csv": PLAIN.encode()}, exit_code=1, word="hold the same"),
]  # fmt: skip

TELLING = {
    "CIN": "national identity", "Nom": "a name", "الاسم": "a name", "Prénom": "a name", "N° de téléphone": "telephone",
    "E-mail": "e-mail", "Date de naissance": "birth date", "العنوان": "address", "Numéro d’écrou": "prison",
    "رقم البطاقة الوطنية": "national identity", "PHOTO": "photograph", "Nom  et   Prénom": "a name", "تاريخ الازدياد": "birth date",
}  # fmt: skip
EMAILS, PHONES, CARDS = (
    ["a.b@mail.ma", "c@d.org"],
    ["06 12 34 56 78", "+212612345679"],
    ["AB123456", "K49021", "BE800021"],
)
IDENTITY = [
    *(refused(f"heading {heading}", beside(heading, "x", "y"), 1, word) for heading, word in TELLING.items()),
    refused("e-mails under an innocent heading", beside("remarque", *EMAILS), 1, "e-mail"),
    refused("telephones under an innocent heading", beside("remarque", *PHONES), 1, "telephone"),
    refused("cards under an innocent heading", beside("remarque", *CARDS), 1, "national identity"),
    refused("cards in the place of pseudonyms", people(*[{"beneficiary_id": card} for card in [*CARDS, "AB9921"]]), 1, "national identity"),
    refused("e-mails in a column of codes", people({"education": EMAILS[0]}, {"education": EMAILS[1]}), 1, "e-mail"),
    refused("telephones in a column of codes, with no-break spaces", people(*[{"city_id": f"{phone}\u00a0"} for phone in PHONES]), 1, "telephone"),
    refused("full birth dates under year of birth", people({"birth_year": "12/03/1985"}, {}), 1, "birth date"),
    refused("e-mails in rows of another width", FIRST + "pers0002,x,a.b@mail.ma\npers0003,x,c@d.org\n", 1, "e-mail"),
]  # fmt: skip

TEXTS = [*READ_WELL, *PARTLY, *NOT_READ, *IDENTITY]
