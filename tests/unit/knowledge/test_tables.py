import subprocess
import sys


def test_the_tables_load_no_dialect_that_a_start_does_not_use() -> None:
    code = (
        "import sys, knowledge.tables, bot.storage.tables\n"
        "loaded = [name for name in sys.modules if name.startswith('sqlalchemy.dialects.postgresql')]\n"
        "assert not loaded, loaded\n"
    )

    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
