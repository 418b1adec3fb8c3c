"""`make audit` never calls safe what nobody was asked about."""

from tests.audit_dependencies import list_differences, read_pinned, read_report


def test_another_version_and_a_package_that_is_not_pinned_are_told():
    pinned = read_pinned("# all\nBabel==2.18.0  # numbers\npydantic_core==2.50.4\nunused==1.0\n")
    installed = {"babel": "2.17.0", "pydantic-core": "2.50.4", "left-pad": "1.0", "pip": "23.2.1"}
    assert list_differences(pinned, installed) == [
        "babel 2.17.0 is installed and pinned at 2.18.0.",
        "left-pad 1.0 is installed and not pinned.",
    ]


def test_a_weakness_is_told_with_its_remedy_and_what_was_not_audited_is_no_weakness():
    # The shape is that of pip-audit's own README.
    report = {
        "dependencies": [
            {"name": "flask", "version": "0.5", "vulns": [
                {"id": "PYSEC-2019-179", "fix_versions": ["1.0"], "aliases": [], "description": ""},
                {"id": "PYSEC-2018-66", "fix_versions": [], "aliases": [], "description": ""},
            ]},
            {"name": "jinja2", "version": "3.0.2", "vulns": []},
            {"name": "idmaj", "skip_reason": "Dependency not found on PyPI and could not be audited: idmaj (0.1)"},
        ]
    }  # fmt: skip
    assert read_report(report) == (
        ["flask 0.5: PYSEC-2019-179, mended in 1.0.", "flask 0.5: PYSEC-2018-66, mended in no version yet."],
        ["idmaj"],
    )
