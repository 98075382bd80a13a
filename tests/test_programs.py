"""What tests run by ``programs.run`` ends as what people start does."""

import shutil
import tempfile
from pathlib import Path

import jinja2
import pytest
from jinja2.bccache import Bucket

import programs
import standby

NOTES = Path(__file__).parent / "guides/messy/notes"
CONFIG = "site_name: A guide\ntheme: {name: material}\nplugins: [search, {studyguide: {title: !ENV NAME}}]\n"


@pytest.mark.hosts
@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_a_host_that_stands_by_says_and_makes_what_a_fresh_one_does(tmp_path: Path, host: str) -> None:
    shutil.copytree(NOTES, tmp_path / "notes")
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    told = {"SOURCE_DATE_EPOCH": "1790000000", "NAME": "Other", "STUDYGUIDE_CACHE": "off"}
    programs.run(host, "build", "-f", "mkdocs.yml", "-d", "before", cwd=tmp_path, env={"NAME": "One"})
    ends = []
    for run in (programs.started, programs.run):
        ended = run(host, "build", "-f", "mkdocs.yml", "-d", "site", cwd=tmp_path, env=told)
        files = {
            path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("site/**/*") if path.is_file()
        }
        said = [line for line in ended.stderr.splitlines() if "Documentation built in" not in line]
        ends.append((ended.returncode, ended.stdout, said, files))
        shutil.rmtree(tmp_path / "site")
    assert ends[0] == ends[1]
    assert b"Other" in ends[1][3][Path("site/index.html")]


def test_a_command_that_stands_by_has_its_own_folder_arguments_and_end(tmp_path: Path) -> None:
    for name, ends in (("one", 0), ("two", 1)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_text("# A\n\nText.\n" if ends == 0 else "---\ntags: [\n---\n# A\n")
        ended = programs.run("studyguide", "check", "--notes", ".", cwd=tmp_path / name)
        fresh = programs.started("studyguide", "check", "--notes", ".", cwd=tmp_path / name)
        assert (ended.returncode, ended.stdout, ended.stderr) == (ends, fresh.stdout, fresh.stderr)


def test_what_python_reads_at_its_start_is_read_by_a_program_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\n[[漢字]]\n", encoding="utf-8")
    ended = programs.run(
        "studyguide", "check", "--notes", ".", cwd=tmp_path, env={"PYTHONIOENCODING": "ascii:backslashreplace"}
    )
    assert "\\u6f22" in ended.stdout


class _OfProject(jinja2.BytecodeCache):
    """Knows nothing from before, as in a project that was never built."""

    def __init__(self) -> None:
        self.kept = list[object]()

    def load_bytecode(self, bucket: Bucket) -> None:
        pass

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept.append(bucket.code)


def test_a_template_is_compiled_once_and_each_project_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled, compile_it = list[str | None](), jinja2.Environment.compile

    def counted(environment: jinja2.Environment, source: str, name: str | None, filename: str | None) -> object:
        compiled.append(name)
        return compile_it(environment, source, name, filename)

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(jinja2.Environment, "compile", counted)
    standby.remember_templates()
    projects = [_OfProject(), _OfProject()]
    for project in projects:
        environment = jinja2.Environment(
            loader=jinja2.DictLoader({"page": "{{ title }}!"}), bytecode_cache=project, autoescape=True
        )
        assert environment.get_template("page").render(title="<b>") == "&lt;b&gt;!"
        assert len(project.kept) == 1
    assert compiled == ["page"]
