"""Get the Odoo 19 source: an existing tree named by ODOO_PATH, or else Debian's package, unpacked but not installed.

In: ODOO_PATH, or the package archive this machine is set up with. Out: a Source with the places that matter.
Debian's own archive (suite `sid`) holds Odoo 19; apt reads it with a state of its own, so that neither the machine's
source list nor its installed packages change, and checks its signatures with the keyring of the machine.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from environment import DEV, LIB, TIED, SetupError, digest, run, say, step

SERIES = "19.0"
LOCK = LIB / "odoo.lock"
APT = DEV / "apt"
UNPACKED = DEV / "odoo"
NEWEST_SUITE = {"debian": "sid", "ubuntu": "devel"}
# Debian leaves this file out, and the web client would log an error about it on every page.
LEFT_OUT = "usr/lib/python3/dist-packages/odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"


@dataclass(frozen=True)
class Source:
    """An Odoo source tree: the folder to import `odoo` from, its addons folders, its version, the file that starts it.

    Odoo's processes start each other by that file, so `python -m odoo` is not enough where there are several.
    """

    python_path: Path
    addons: tuple
    version: str
    command: Path


def get_odoo():
    """Find or get Odoo.

    :return: Source
    :raise SetupError: if there is none for this machine, or of another series
    """
    given = os.environ.get("ODOO_PATH")
    if given:
        source = source_here()
        if not source:
            raise SetupError(
                f"ODOO_PATH={given} holds no Odoo source tree (a folder with odoo-bin, odoo/ and addons/)."
            )
        if not source.version.startswith(SERIES):
            raise SetupError(f"ODOO_PATH={given} holds Odoo {source.version}; this addon needs {SERIES}.")
        return source
    with step("odoo", f"Odoo {SERIES} (130 MB to download)", digest(LOCK)) as needed:
        if needed:
            unpack(download())
    return source_here()


def source_here():
    """The source that :func:`get_odoo` has found or got.

    :return: Source, or None if it has not
    """
    given = os.environ.get("ODOO_PATH")
    return source_in(Path(given).expanduser().resolve() if given else UNPACKED)


def source_in(root):
    """Read a source tree in any of its two layouts: the repository's, and the one that packages unpack to.

    :param root: Path
    :return: Source, or None if there is no Odoo in it
    """
    for python_path in (root, root / "usr/lib/python3/dist-packages"):
        release, command = python_path / "odoo" / "release.py", command_of(python_path)
        if release.exists() and command:
            folders = (python_path / "addons", python_path / "odoo" / "addons")
            return Source(python_path, tuple(f for f in folders if f.is_dir()), version_in(release), command)
    return None


def command_of(python_path):
    """The file that starts Odoo: `odoo-bin` in the repository; installed from a package, `odoo` among the programs.

    :param python_path: Path of the folder that holds `odoo/`
    :return: Path, or None if there is none
    """
    places = (python_path / "odoo-bin", *(folder / "bin" / "odoo" for folder in python_path.parents[:3]))
    return next((place for place in places if place.is_file()), None)


def version_in(release):
    """The version that Odoo's release file declares, read without importing it.

    :param release: Path of odoo/release.py
    :return: str such as "19.0"
    """
    for line in release.read_text().splitlines():
        if line.startswith("version_info"):
            numbers = line.split("=", 1)[1].strip(" ()").split(",")
            return f"{numbers[0].strip()}.{numbers[1].strip()}"
    return ""


def download():
    """Download the packages of the lock file; apt checks the archive's signature, this the recorded sums.

    :return: list of Path
    """
    recorded = {name: (version, checksum) for name, version, checksum in locked()}
    options = apt_options()
    packages = fetch(options, DEV / "downloads", list(recorded))
    for name, package in packages.items():
        version, checksum = recorded[name]
        offered = version_of(package)
        if name.startswith("odoo") and not offered.startswith(SERIES):
            raise SetupError(f"The archive now offers Odoo {offered}; this addon needs {SERIES}. {HOW_TO_GIVE_ODOO}")
        if offered != version:
            say(f"  {name} is {offered} now, not {version} as recorded; its signature is valid, so it is used")
        elif sha256(package) != checksum:
            package.unlink()
            raise SetupError(f"{package.name} differs from the one recorded in {LOCK.name}. Run the command again.")
    return list(packages.values())


HOW_TO_GIVE_ODOO = "Set ODOO_PATH to an Odoo 19 source tree, for example ODOO_PATH=~/odoo script/setup."


def apt_options():
    """Options that give apt a state of its own with the newest suite of the machine's archive.

    :return: list of str
    :raise SetupError: if the machine has no such archive
    """
    if not shutil.which("apt-get"):
        raise SetupError(f"Odoo comes from Debian's archive, and this machine has no apt-get. {HOW_TO_GIVE_ODOO}")
    system = dict(line.rstrip().split("=", 1) for line in open("/etc/os-release") if "=" in line)
    name = system.get("ID", "").strip('"')
    codename = system.get("VERSION_CODENAME", "").strip('"')
    suite = NEWEST_SUITE.get(name)
    targets = run(["apt-get", "indextargets", "--format", "$(RELEASE) $(COMPONENT) $(SITE)", "Identifier: Packages"])
    sites = [words[2] for words in map(str.split, targets.splitlines()) if words[:2] == [codename, "main"]]
    if not suite or not sites:
        raise SetupError(f"Found no archive with Odoo 19 for this machine ({name} {codename}). {HOW_TO_GIVE_ODOO}")
    for folder in ("lists/partial", "cache/archives/partial", "etc"):
        (APT / folder).mkdir(parents=True, exist_ok=True)
    keyring = Path(f"/usr/share/keyrings/{name}-archive-keyring.gpg")
    signed = f"[signed-by={keyring}] " if keyring.exists() else ""
    component = "universe" if name == "ubuntu" else "main"
    (APT / "sources.list").write_text(f"deb {signed}{sites[0]} {suite} {component}\n")
    (APT / "status").touch()
    settings = {
        "Dir::Etc::sourcelist": APT / "sources.list",
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::Etc::preferences": "/dev/null",
        "Dir::Etc::preferencesparts": "/dev/null",
        "Dir::State::lists": APT / "lists",
        "Dir::State::status": APT / "status",
        "Dir::Cache": APT / "cache",
        "APT::Sandbox::User": "root",
        "APT::Update::Post-Invoke": "",
        "APT::Update::Post-Invoke-Success": "",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
    }
    return [word for key, value in settings.items() for word in ("-o", f"{key}={value}")]


def locked():
    """The recorded packages.

    :return: list of (name, version, sha256)
    """
    lines = (line.split() for line in LOCK.read_text().splitlines() if not line.startswith("#"))
    return [tuple(words) for words in lines if words]


def fetch(options, folder, names):
    """Download packages from the archive that the options name, in the versions it offers now.

    :param options: list of str, see :func:`apt_options`
    :param folder: Path to put them in; what lay there is deleted
    :param names: list of str
    :return: dict of package name to Path
    :raise SetupError: if the archive lacks one or cannot be reached
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    say("  reading the list of packages")
    run(["apt-get", *options, "update"])
    # apt's own lines are the progress that is shown
    done = subprocess.run([*TIED, "apt-get", *options, "download", *names], cwd=folder, stdout=sys.stderr)
    packages = {package.name.split("_")[0]: package for package in folder.glob("*.deb")}
    missing = ", ".join(name for name in names if name not in packages)
    if done.returncode or missing:
        raise SetupError(f"Could not download {missing} from this machine's package archive. {HOW_TO_GIVE_ODOO}")
    return packages


def version_of(package):
    """The version of a downloaded package.

    :param package: Path
    :return: str
    """
    return run(["dpkg-deb", "--field", package, "Version"]).strip()


def sha256(path):
    """The checksum of a file as hexadecimal digits."""
    total = hashlib.sha256()
    with open(path, "rb") as handle:
        while block := handle.read(1 << 20):
            total.update(block)
    return total.hexdigest()


def unpack(packages):
    """Unpack the packages into one folder, which appears only when it is complete."""
    say("  unpacking")
    draft = UNPACKED.with_name("odoo.partial")
    for old in (draft, UNPACKED):
        shutil.rmtree(old, ignore_errors=True)
    for package in packages:
        run(["dpkg-deb", "-x", package, draft])
    left_out = draft / LEFT_OUT
    left_out.parent.mkdir(parents=True, exist_ok=True)
    left_out.touch()
    draft.rename(UNPACKED)
    for package in packages:
        package.unlink()


def pip_wheel(folder):
    """Get pip as a wheel from the machine's archive, for a Python that comes without it.

    :param folder: Path to unpack into
    :return: Path of the wheel
    """
    package = fetch(apt_options(), folder, ["python3-pip-whl"])["python3-pip-whl"]
    run(["dpkg-deb", "-x", package, folder])
    return next(folder.rglob("pip-*.whl"))
