"""Questions to begin with, by who asks; every one of them is answered by the corpus, which a test holds."""

from api.ask.reply import Audience

AUDIENCES: tuple[tuple[Audience, str], ...] = (
    ("council", "a council or health board"),
    ("third-sector", "the third sector"),
    ("trainer", "training or support"),
)
SUGGESTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "New to this",
        (
            "What is a PSP?",
            "How do we start a PSP?",
            "Is a PSP right for us?",
            "How long should a pilot run?",
        ),
    ),
    (
        "In a council or health board",
        (
            "How does a PSP fit with procurement law?",
            "Who should be on the steering group?",
            "Why did the Edinburgh pilot not succeed?",
        ),
    ),
    (
        "In the third sector",
        (
            "How do we build a consortium?",
            "What does an intermediary do?",
            "Will taking part in the pilot win us the contract?",
        ),
    ),
    (
        "Training others",
        (
            "What are the common lessons from the pilots?",
            "What is culture change in a PSP?",
            "How should a pilot be evaluated?",
        ),
    ),
)
