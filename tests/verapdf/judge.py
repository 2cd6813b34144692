"""veraPDF, the judge of PDF/UA-1: fetched once through Maven, then asked about files."""

import fcntl
import glob
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
import zipfile

POM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pom.xml")
SUPER_POM = "org/apache/maven/model/pom-4.0.0.xml"

# veraPDF's poms name a repository of their own that not every network lets through: everything
# comes from where Maven looks by default. As global settings, so that the user's own still count.
SETTINGS = """<settings>
  <mirrors><mirror><id>%s</id><url>%s</url><mirrorOf>*</mirrorOf></mirror></mirrors>
</settings>
"""


class Unavailable(Exception):
    """Why there is no judge here."""


def find_central():
    """The repository that Maven asks by default, as its own super POM has it."""
    said = subprocess.run(["mvn", "--batch-mode", "--version"], capture_output=True, text=True, check=False)
    home = re.search(r"^Maven home: (.+)$", re.sub("\x1b\\[[0-9;]*m", "", said.stdout), re.MULTILINE)
    jars = glob.glob(os.path.join(home.group(1), "lib", "maven-model-builder*.jar")) if home else []
    if not jars:
        raise Unavailable("Maven does not say where it is installed")
    with zipfile.ZipFile(jars[0]) as jar:
        pom = ElementTree.fromstring(jar.read(SUPER_POM))
    repository = pom.find("{*}repositories/{*}repository")
    return repository.findtext("{*}id"), repository.findtext("{*}url")


def fetch(folder):
    settings = SETTINGS % find_central()
    with open(os.path.join(folder, "settings.xml"), "w", encoding="utf-8") as file:
        file.write(settings)
    shutil.copy(POM, folder)
    done = subprocess.run(["mvn", "--batch-mode", "--quiet", "--global-settings", "settings.xml",
                           "dependency:copy-dependencies", "-DoutputDirectory=jars"],
                          cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False)
    if done.returncode != 0:
        said = re.sub("\x1b\\[[0-9;]*m", "", done.stdout).strip().splitlines() or ["no reason given"]
        raise Unavailable("veraPDF cannot be fetched: " + said[0])


class Judge:
    def __init__(self, folder):
        """Fetches veraPDF into a folder, where it is not there yet."""
        missing = [tool for tool in ("java", "mvn") if shutil.which(tool) is None]
        if missing:
            raise Unavailable("%s is not installed" % " and ".join(missing))
        os.makedirs(folder, exist_ok=True)
        self.jars = os.path.join(folder, "jars")
        with open(POM, encoding="utf-8") as file:
            wanted = file.read()
        with open(os.path.join(folder, "lock"), "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            stamp = os.path.join(folder, "fetched")
            if os.path.exists(stamp):
                with open(stamp, encoding="utf-8") as file:
                    if file.read() == wanted:
                        return
            shutil.rmtree(self.jars, ignore_errors=True)
            fetch(folder)
            with open(stamp, "w", encoding="utf-8") as file:
                file.write(wanted)

    def ask(self, paths):
        """By path: what fails of PDF/UA-1, one line a rule; None where the file was not judged."""
        said = subprocess.run(["java", "-cp", os.path.join(self.jars, "*"),
                               "org.verapdf.apps.GreenfieldCliWrapper", "--flavour", "ua1", "--format", "xml",
                               "--maxfailuresdisplayed", "3"] + paths,
                              capture_output=True, check=False)
        out = {path: None for path in paths}
        for job in ElementTree.fromstring(said.stdout).iter("job"):
            report = job.find("validationReport")
            if report is not None and int(report.find("details").get("passedChecks")) > 0:
                out[job.findtext("item/name")] = [describe(rule) for rule in report.iter("rule")
                                                  if rule.get("status") == "failed"]
        return out


def describe(rule):
    place = rule.findtext("check/context", "")
    return "clause %s, test %s, %s checks: %s (%s)" % (
        rule.get("clause"), rule.get("testNumber"), rule.get("failedChecks"),
        " ".join(rule.findtext("description", "").split()), place)
