"""`make pictures`: the pictures of the README, from a server of their own with an invented partnership."""

import tempfile
from pathlib import Path
from urllib.parse import quote_plus

import httpx
from playwright.sync_api import Page, sync_playwright

from api.app import create_app
from api.settings import REPOSITORY, Settings, read_settings

from .chromium import find_chromium
from .site import serving

FOLDER = REPOSITORY / "docs" / "images"
PROBLEM = "our lead officer left and nobody at the council knows the project"
# where each picture begins on its page
BEGINS = {
    "problem": "main",
    "assessment": "h2:has-text('On one page')",
    "training": "h2:has-text('The plan')",
}
PEOPLE = (("public", 2), ("public", 3), ("third", 1), ("third", 2), ("service-user", 0))
WISH = {
    "audience": "mixed", "minutes": 180, "participants": 20, "delivery": "in-person",
    "topics": ["problem-definition", "procurement"], "date": "2027-01-14",
}  # fmt: skip


def take() -> list[Path]:
    """Write the pictures; gives their paths."""
    with tempfile.TemporaryDirectory() as own:
        settings = Settings.model_validate(
            {**read_settings().model_dump(), "database_url": f"sqlite:///{own}/pictures.sqlite3"}
        )
        with serving(create_app(settings)) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1100, "height": 800})
            with httpx.Client(base_url=site, timeout=120) as client:
                places = {
                    "problem": f"/?q={quote_plus(PROBLEM)}",
                    "assessment": _assessment(client),
                    "training": f"/train/{client.post('/v1/trainings', json=WISH).json()['id']}",
                }
            found = [_picture(page, name, site, address) for name, address in places.items()]
            browser.close()
    return found


def _assessment(client: httpx.Client) -> str:
    """The path of the private link to an assessment that five people answered, each on another level."""
    new = {"questionnaire_id": "psp-readiness", "organisation": "Glen Partnership"}
    made = client.post("/v1/assessments", json=new).json()
    manager = {"Authorization": f"Bearer {made['manage_token']}"}
    for sector, level in PEOPLE:
        address = f"/v1/assessments/{made['id']}/respondents"
        person = client.post(address, json={"sector": sector}, headers=manager).json()
        shown = client.get(f"/v1/questionnaires/psp-readiness?sector={sector}").json()
        asked = [question for dimension in shown["dimensions"] for question in dimension["questions"]]
        answers = {
            one["id"]: {"option": one["options"][min((level + n % 2), len(one["options"]) - 1)]["id"]}
            for n, one in enumerate(asked)
        }
        own = {"Authorization": f"Bearer {person['token']}"}
        saved = client.put(f"{address}/{person['id']}/answers", json={"answers": answers}, headers=own)
        saved.raise_for_status()
    client.patch(f"/v1/assessments/{made['id']}", json={"closed": True}, headers=manager).raise_for_status()
    return str(httpx.URL(made["manage_url"]).path)


def _picture(page: Page, name: str, site: str, address: str) -> Path:
    page.goto(site + address)
    if name == "assessment":
        page.goto(f"{page.url}/report")  # the link has left a cookie and led to the assessment's own page
    page.locator(BEGINS[name]).first.evaluate("place => place.scrollIntoView({ behavior: 'instant' })")
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    return path


if __name__ == "__main__":
    for picture in take():
        print(f"Wrote {picture.relative_to(REPOSITORY)}")
