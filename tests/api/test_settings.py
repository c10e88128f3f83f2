"""Settings are checked as a whole, in one clear line."""

import pytest

from api.settings import SettingsError, read_settings


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"PSP_COLOUR": "red"}, "unknown setting PSP_COLOUR"),
        ({"PSP_DATABASE_URL": "mysql://x"}, "PSP_DATABASE_URL: must start with sqlite:/// or postgresql://"),
        ({"PSP_LLM_URL": "ftp://x"}, "PSP_LLM_URL: must start with http"),
        ({"PSP_BASE_URL": "https://www.example/guide"}, "PSP_BASE_URL: must be scheme and host alone"),
        ({"PSP_BASE_URL": "https://"}, "PSP_BASE_URL: must be scheme and host alone"),
        ({"PSP_BASE_URL": "https://me@www.example"}, "PSP_BASE_URL: must be scheme and host alone"),
        ({"PSP_BASE_URL": "https://www.example?a=b"}, "PSP_BASE_URL: must be scheme and host alone"),
        ({"PSP_TRUSTED_PROXIES": "*"}, r"PSP_TRUSTED_PROXIES: '\*' is no address or network"),
        ({"PSP_TRUSTED_PROXIES": "10.0.0.1, proxy.local"}, "PSP_TRUSTED_PROXIES: 'proxy.local' is no"),
        ({"PSP_SEARCH": "postgres"}, "PSP_SEARCH: postgres needs PSP_DATABASE_URL=postgresql://"),
        (
            {"PSP_SEARCH": "postgres", "PSP_DATABASE_URL": "sqlite:///x"},
            "PSP_SEARCH: postgres needs PSP_DATABASE_URL=postgresql://",
        ),
        ({"PSP_DATABASE_READ_URL": "postgresql://b/x"}, "PSP_DATABASE_READ_URL: a standby needs"),
        (
            {"PSP_DATABASE_URL": "postgresql://a/x", "PSP_DATABASE_READ_URL": "sqlite:///x"},
            "PSP_DATABASE_READ_URL: must start with postgresql://",
        ),
        ({"PSP_SEARCH": "disk"}, "PSP_SEARCH: input should be 'memory'"),
        ({"PSP_KEEP_GAPS": "perhaps"}, "PSP_KEEP_GAPS: input should be a valid boolean"),
        ({"PSP_RETENTION_DAYS": "0"}, "PSP_RETENTION_DAYS: "),
        ({"PSP_RATE_PER_MINUTE": "many"}, "PSP_RATE_PER_MINUTE: "),
    ],
)
def test_a_bad_setting_is_named(environment: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said) as caught:
        read_settings(environment)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("said", "kept"), [("", False), ("0", False), ("off", False), ("1", True), ("on", True)]
)
def test_questions_are_kept_for_editors_only_where_somebody_says_so(said: str, kept: bool) -> None:
    assert read_settings({"PSP_KEEP_GAPS": said}).keep_gaps is kept


def test_searching_in_memory_can_be_said() -> None:
    assert read_settings({"PSP_SEARCH": "memory"}).search == read_settings({}).search == "memory"


def test_searching_in_postgresql_can_be_said_where_there_is_one() -> None:
    environment = {"PSP_SEARCH": "postgres", "PSP_DATABASE_URL": "postgresql://h/d"}
    assert read_settings(environment).search == "postgres"


def test_empty_means_unset_and_other_variables_are_not_ours() -> None:
    settings = read_settings({"PSP_LLM_URL": "", "HOME": "/root", "PSP_DATABASE_URL": "postgresql://h/d"})
    assert settings.llm_url is None
    assert settings.database == "postgresql+psycopg://h/d"
