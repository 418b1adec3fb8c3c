"""Spellings of codes, headings and identity: many ways to write one thing, and never one way for two."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UnreadableInput
from analytics.language import ARABIC, ENGLISH, FRENCH
from analytics.records.aliases import read_spellings
from analytics.records.codes import read_code_lists
from analytics.records.contract import RECORD_TABLES, read_contract
from analytics.records.folder import PROJECT_DATA, DataFolder
from analytics.records.spelling import fold
from analytics.records.values import expected_of

LISTS = (
    "sexes", "cities", "education", "routes", "programmes", "sectors", "partners", "funding_kinds", "follow_up_statuses",
)  # fmt: skip
SPELLINGS = read_spellings(DataFolder.at(PROJECT_DATA))
CODES = read_code_lists(DataFolder.at(PROJECT_DATA))


def rows_of(name):
    with (PROJECT_DATA / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))[1:]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Béni-Mellal", "beni mellal"), ("FÈS", "fes"), ("Fe\u0301min", "FÉMIN"), ("أكادير", "اكادير"), ("إنزكان", "انزكان"),
        ("آسفي", "اسفي"), ("طنجة", "طنجه"), ("مكناسٌ", "مكناس"), ("الـربـاط", "الرباط"), ("بنى ملال", "بني ملال"),
        ("مراکش", "مراكش"), ("سیدی قاسم", "سيدي قاسم"), ("خريبݣة", "خريبكة"), ("أڭادير", "أكادير"), ("إنزگان", "إنزكان"),
        ("\u200fالرباط\u200e", "الرباط"), ("\u2067Rabat\u2069", "rabat"), ("\ufeffRabat", "rabat"),
        ("رمضان ٢٠١٤", "رمضان 2014"), ("رمضان ۲۰۱۴", "رمضان 2014"), ("L’Ayoune", "l'ayoune"), ("sidi_kacem", "Sidi Kacem"),
        ("Agadir/Aït  Melloul ", "agadir ait melloul"), ("Sans secteur (études)", "sans secteur etudes"), ("ｆｅｓ", "fes"),
        ("Rabat\u00a0", "rabat"), ("cœur", "coeur"), ("El‑Jadida", "el jadida"), ("El–Jadida", "el jadida"),
    ],
)  # fmt: skip
def test_two_spellings_of_one_word_fold_alike(one, other):
    assert fold(one) == fold(other)


@given(st.text(max_size=12))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "code", "texts"),
    [
        ("cities", "casablanca", "الدار البيضاء|الدارالبيضاء|البيضاء|Casa|CASA|Casablanca|casablanca|Dar El Beïda"),
        ("cities", "agadir", "أكادير|اكادير|أگادير|Agadir|AGADIR"),
        ("cities", "fes", "Fès|Fez|FES|Fas|فاس"),
        ("cities", "tanger", "Tanger|Tangier|Tangiers|طنجة|طنجه"),
        ("education", "higher", "Licence|licence|Master|DEUG|إجازة|الإجازة|ماستر|Universitaire"),
        ("cities", "kenitra", "Kénitra|Kenitra|القنيطرة|قنيطرة"),
        ("cities", "laayoune", "Laâyoune|Laayoune|El Aaiún|العيون"),
        ("cities", "marrakech", "Marrakech|Marrakesh|مراكش"),
        ("cities", "beni-mellal", "Béni Mellal|Beni-Mellal|BENI MELLAL|بني ملال"),
        ("cities", "agadir-ait-melloul", "Agadir-Aït Melloul|Aït Melloul|أيت ملول"),
        ("sexes", "F", "F|f|Femme|femme(s)|Femmes|féminin|Feminin|female|أنثى|امرأة|نساء|إناث"),
        ("sexes", "M", "M|H|Homme|HOMMES|masculin|male|ذكر|رجل|رجال"),
        ("sexes", "U", "U|inconnu|Inconnu(e)|غير محدد|unknown"),
        ("education", "lower_secondary", "Collège|collégial|إعدادي|الثانوي الإعدادي"),
        ("education", "upper_secondary", "Lycée|الثانوي التأهيلي|Baccalauréat"),
        ("routes", "micro_project", "micro_project|Micro-projet|micro projets|microprojet|مشروع صغير|المشاريع الصغرى"),
        ("routes", "paid_internship", "تدريب مؤدى عنه|التدريب المؤدى عنه|تداريب مؤدى عنها"),
        ("routes", "job_placement", "Placement|emploi|التشغيل|Placements en entreprises citoyennes"),
        ("routes", "vocational_training", "Formation professionnelle|التكوين المهني|تكوين مهني"),
        ("programmes", "ramadan_2014", "Ramadan 2014|رمضان ٢٠١٤|Programme Ramadan 2014|ramadan-2014"),
        ("partners", "company", "Entreprises|société|مقاولة|المقاولات المواطنة|Company"),
        ("follow_up_statuses", "lost", "Perdu(e) de vue|sans nouvelles|Lost to follow-up|انقطع تتبعه"),
        ("follow_up_statuses", "certified", "Diplômé(e)|Certifiée|حاصلة على شهادة"),
    ],
)
def test_people_write_a_code_in_many_ways(name, code, texts):
    assert {text: SPELLINGS.code(name, text) for text in texts.split("|")} == dict.fromkeys(texts.split("|"), code)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cities", "Oslo"), ("cities", ""), ("cities", "Rabat-Salé"), ("cities", "El Aïoun"), ("cities", "Inezgane-Aït Melloul"),
        ("education", "Secondaire"), ("education", "ثانوي"), ("routes", "Formation"), ("routes", "Insertion professionnelle"),
        ("sectors", "Restauration"), ("sectors", "NA"), ("partners", "Ministère"), ("partners", "مؤسسة"),
        ("follow_up_statuses", "Terminé"), ("sexes", "X"), ("programmes", "Ramadan"), ("programmes", "2014"),
    ],
)  # fmt: skip
def test_what_could_mean_two_codes_or_none_is_not_understood(name, text):
    assert SPELLINGS.code(name, text) is None


def test_every_id_and_name_of_every_list_reads_back_as_its_id():
    for name in LISTS:
        for code, row in CODES.frame(name).iterrows():
            for text in (code, code.upper(), row["name_en"], row["name_fr"], row["name_ar"]):
                assert SPELLINGS.code(name, text) == code, (name, text)


def test_no_folded_spelling_of_a_list_has_two_codes():
    meant = {}
    for name in LISTS:
        for code, row in CODES.frame(name).iterrows():
            for text in (code, row["name_en"], row["name_fr"], row["name_ar"]):
                assert meant.setdefault((name, fold(text)), code) == code, (name, text)
    for name, alias, code in rows_of("aliases"):
        assert meant.setdefault((name, fold(alias)), code) == code, (name, alias)
        assert name == "booleans" or (SPELLINGS.code(name, alias) == code and code in CODES.ids(name))


def test_booleans_are_these_and_no_others():
    yes = ["true", "True", "TRUE", "1", "١", "۱", "yes", "Yes", "oui", "OUI", "نعم", "vrai"]
    no = ["false", "0", "٠", "no", "non", "Non", "لا", "faux", "FAUX"]
    assert [SPELLINGS.boolean(text) for text in yes + no] == [True] * len(yes) + [False] * len(no)
    others = [
        "",
        "2",
        "-1",
        "(1)",
        "1.",
        "1.0",
        "10",
        "y",
        "n",
        "o",
        "x",
        "si",
        "ok",
        "نعم لا",
        "true false",
        "unknown",
    ]
    assert [SPELLINGS.boolean(text) for text in others] == [None] * len(others)


@pytest.mark.parametrize(
    ("heading", "fields"),
    [
        ("ID bénéficiaire", {"beneficiary_id"}), ("رقم المستفيد(ة)", {"beneficiary_id"}), ("beneficiary_id", {"beneficiary_id"}),
        ("Date de libération", {"release_date"}), ("تاريخ الإفراج", {"release_date"}), ("تاريخ الافراج", {"release_date"}),
        ("Ville", {"city_id"}), ("VILLE *", {"city_id"}), ("المدينة", {"city_id"}), ("Montant (DH)", {"amount_mad"}),
        ("Montant en DH", {"amount_mad"}), ("المبلغ", {"amount_mad"}), ("المبلغ (درهم)", {"amount_mad"}), ("Amount (MAD)*", {"amount_mad"}),
        ("Voie", {"route"}), ("المسار", {"route"}), ("Sexe (H/F)", {"sex"}), ("النوع", {"sex", "kind"}), ("Mineur(e)", {"juvenile"}),
        ("Année de naissance", {"birth_year"}), ("سنة الازدياد", {"birth_year"}), ("Date", {"awarded_on", "observed_on"}),
        ("Date de début (jj/mm/aaaa)", {"started_on"}), ("Statut", {"status"}), ("Nom du programme", {"programme"}),
        ("Montant (KDH)", set()), ("Montant (milliers DH)", set()), ("Remarques", set()), ("", set()), ("(DH)", set()),
        ("Bénéficiaire", set()), ("الجهة", set()), ("N° dossier", set()),
    ],
)  # fmt: skip
def test_a_heading_means_these_columns(heading, fields):
    assert SPELLINGS.fields(heading) == fields


def test_every_column_has_a_heading_in_three_languages_and_reads_it_back():
    contract = read_contract(DataFolder.at(PROJECT_DATA))
    for table in RECORD_TABLES:
        for field in contract.resource(table).fields:
            for language in (ENGLISH, FRENCH, ARABIC):
                assert field.name in SPELLINGS.fields(SPELLINGS.heading(field.name, language))
                assert SPELLINGS.identity(SPELLINGS.heading(field.name, language)) is None
    assert SPELLINGS.heading("city_id", FRENCH) == "Ville"


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        ("national_id", "CIN|cin|C.I.N.|N° CIN|N°CIN|CNIE|CIN du bénéficiaire|Carte nationale|رقم البطاقة الوطنية"),
        (
            "name",
            "Nom|NOM|Prénom|Nom et prénom|nom_prenom|Nom(s)|Nom du bénéficiaire|Nom de la bénéficiaire|Nom du mineur",
        ),
        ("name", "Nom du porteur de projet|Nom du père|Name|Full name|Beneficiary name|Project owner name|Prénom(s)"),
        ("name", "الاسم|الإسم|الاسم الكامل|النسب|والنسب|اسم المستفيد|اسم المستفيد(ة)|اسم حامل المشروع|اسم الحدث"),
        ("telephone", "Tél|Tél.|tel|Téléphone 2|N° de téléphone|GSM|Mobile|الهاتف|رقم الهاتف المحمول|والهاتف"),
        ("email", "E-mail|email|Adresse e-mail|البريد الإلكتروني|البريد الإلكتروني للمستفيد"),
        ("address", "Adresse|Adresse du bénéficiaire|Home address|العنوان|عنوان السكن"),
        (
            "birth_date",
            "Date de naissance|Date de naissance (JJ/MM/AAAA)|DOB|Né(e) le|Naissance|تاريخ الازدياد|تاريخ الميلاد",
        ),
        ("birth_date", "تاريخ الولادة|Birth date|Date de naissance du bénéficiaire"),
        ("prison_number", "Numéro d'écrou|N° d’écrou|Écrou|رقم الاعتقال"),
        ("passport", "Passeport|N° de passeport|جواز السفر"),
        ("photo", "Photo|Photo du bénéficiaire|الصورة"),
    ],
)
def test_a_heading_tells_who_somebody_is(kind, headings):
    assert {text: SPELLINGS.identity(text) for text in headings.split("|")} == dict.fromkeys(headings.split("|"), kind)


@pytest.mark.parametrize(
    "heading",
    [
        "Nom du programme", "اسم البرنامج", "Ville", "اسم المدينة", "Nom de l'entreprise", "Nom du secteur", "Programme name",
        "name of the programme", "عنوان المشروع", "Année de naissance", "Annee naissance", "Year of birth", "birth_year",
        "سنة الازدياد", "سنة الميلاد", "Lieu de naissance", "Ville du domicile", "Remarques", "Montant (DH)",
        "ID bénéficiaire", "رقم المستفيد", "Vaccin", "Nombre", "",
    ],
)  # fmt: skip
def test_other_headings_tell_nothing(heading):
    assert SPELLINGS.identity(heading) is None


@pytest.fixture
def own(tmp_path):
    """A data folder with extending files of its own."""

    def write(**files):
        (tmp_path / "reference").mkdir(exist_ok=True)
        for name, text in files.items():
            (tmp_path / "reference" / f"{name}.csv").write_bytes(text.encode() if isinstance(text, str) else text)
        return DataFolder.at(tmp_path)

    return write


def test_own_files_add_to_the_projects_and_win(own):
    before = own()
    assert read_spellings(before).code("cities", "Sbata") is None
    folder = own(
        aliases="list,alias,code\ncities,Sbata,casablanca\nroutes,Placement,paid_internship\n",
        heading_aliases="field,alias\ncity_id,Antenne\n",
        identity_headings="kind,alias\nprison_number,Matricule DAP\n",
    )
    spellings = read_spellings(folder)
    assert spellings.code("cities", "SBATA") == "casablanca"
    assert spellings.code("routes", "placement") == "paid_internship"
    assert spellings.code("cities", "Casa") == "casablanca"
    assert spellings.fields("antenne") == {"city_id"}
    assert spellings.identity("matricule dap") == "prison_number"
    assert spellings.identity("CIN") == "national_id"
    assert read_spellings(DataFolder.at(PROJECT_DATA)).code("cities", "Sbata") is None


def test_a_code_list_of_its_own_counts_before_the_projects_spellings(own):
    folder = own(
        routes="id,name_en,name_fr,name_ar\nplacement,Placement,Placement,إلحاق\njob_placement,Job,Poste,منصب\n"
    )
    spellings = read_spellings(folder)
    assert spellings.code("routes", "Placement") == "placement"
    assert spellings.code("routes", "Emploi") == "job_placement"
    assert spellings.code("routes", "Micro-projets") is None


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("aliases", "list,alias,code\ncities,Sbata,atlantis\n", "Sbata.*atlantis"),
        ("aliases", "list,alias,code\nplanets,Mars,mars\n", "Mars.*planets"),
        ("aliases", "list,alias,code\nbooleans,peut-être,maybe\n", "peut-être.*maybe"),
        ("aliases", "list,alias,code\ncities,Sbata,fes\ncities,SBATA,rabat\n", "SBATA.*fes.*rabat"),
        ("aliases", "list,alias,code\ncities,Fès,rabat\n", "Fès.*fes.*rabat"),
        ("aliases", "alias,list,code\nSbata,cities,fes\n", "list, alias, code"),
        ("aliases", "list,alias,code\ncities,Sbata\n", "row 2"),
        ("aliases", 'list,alias,code\ncities,"Sbata,fes\n', "comma-separated"),
        ("aliases", b"list,alias,code\ncities,F\xe8s,fes\n", "UTF-8"),
        ("aliases", "", "list, alias, code"),
        ("heading_aliases", "field,alias\nshoe_size,Pointure\n", "pointure.*shoe_size"),
        ("heading_aliases", "field,alias\nbeneficiary_id,N° CIN\n", "cin.*who somebody is"),
        ("identity_headings", "kind,alias\nblood_group,Groupe sanguin\n", "Groupe sanguin.*blood_group"),
    ],
)
def test_a_broken_file_of_its_own_is_one_sentence(own, name, text, words):
    with pytest.raises(UnreadableInput, match=f"(?s){words}") as refusal:
        read_spellings(own(**{name: text}))
    assert refusal.value.say(ENGLISH).startswith(f"{name}.csv")


def test_an_unknown_code_is_answered_with_the_codes_of_a_short_list():
    fields = {
        field.name: field for field in read_contract(DataFolder.at(PROJECT_DATA)).resource("beneficiaries").fields
    }
    rule, expected = expected_of(fields["sex"], SPELLINGS)
    told = ENGLISH.say(expected.sentence, **expected.values)
    assert (rule, told) == ("code", "one of: Women, Men, and Sex unknown")
    _, expected = expected_of(fields["city_id"], SPELLINGS)
    told = ENGLISH.say(expected.sentence, **expected.values)
    assert told == "one of the 26 names of the list, such as Tangier, Tetouan, and Oujda"
    _, expected = expected_of(fields["city_id"], SPELLINGS, "Marakch")
    told = FRENCH.say(expected.sentence, **expected.values).replace("\u00a0", " ")
    assert told == "un nom de la liste ; écrit presque ainsi : Marrakech"
    _, expected = expected_of(fields["city_id"], SPELLINGS, "الدار البيضا")
    assert "الدار البيضاء" in ARABIC.say(expected.sentence, **expected.values)
