#!/usr/bin/env python3
"""Writes content/notices.txt: the licences under which the crates of others and the faces come that a built program
holds. A test (`notices.rs`) says when it has to be written anew.

Of a crate under one licence or another, MIT's is taken where it is offered, since its text names the holder.
"""

import collections
import json
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent


def packages():
    """All crates that a release holds, with those of every feature, by name and version."""
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    data = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    packages = {package["id"]: package for package in data["packages"]}
    nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
    open_, seen = [id for id, package in packages.items() if package["name"] == "bifolio"], set()
    while open_:
        id = open_.pop()
        if id not in seen:
            seen.add(id)
            open_ += [dep["pkg"] for dep in nodes[id]["deps"] if any(kind["kind"] is None for kind in dep["dep_kinds"])]
    found = [packages[id] for id in seen if packages[id]["name"] != "bifolio"]
    return sorted(found, key=lambda package: (package["name"], package["version"]))


def texts(package):
    folder = pathlib.Path(package["manifest_path"]).parent
    starts = ("LICEN", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE")
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name.upper().startswith(starts))
    offered = [path for path in files if "MIT" in path.name.upper()]
    if offered and "MIT" in package["license"] and " AND " not in package["license"]:
        files = offered
    return ["\n".join(line.rstrip() for line in path.read_text("utf-8", "replace").strip().splitlines()) for path in files]


def main():
    by_text, without = collections.defaultdict(list), []
    for package in packages():
        name = f"{package['name']} {package['version']} ({package['license']})"
        found = texts(package)
        for text in found:
            by_text[text].append(name)
        if not found:
            authors = ", ".join(package["authors"]) or package["repository"] or "its authors"
            without.append(f"{name}, by {authors}")
    for path in sorted((ROOT / "fonts").glob("*/OFL.*")):
        by_text[path.read_text("utf-8").strip()].append(f"the face {path.parent.name} (OFL-1.1)")
    patterns = ROOT / "src/resource/hyphenation/patterns"
    names = [f"the hyphenation patterns {path.name} (MIT)" for path in sorted(patterns.glob("*.tex"))]
    by_text[(patterns / "LICENSE").read_text("utf-8").strip()] += names
    out = ["Bifolio comes under the licences of MIT or Apache, version 2.0. It holds works of others, under theirs.\n"]
    for text, names in sorted(by_text.items(), key=lambda entry: entry[1]):
        out += ["=" * 78, *names, "-" * 78, text, ""]
    out += ["=" * 78, "Without a text of their own, under the licences that they name:", *without, ""]
    (ROOT / "content/notices.txt").write_text("\n".join(out), "utf-8")


main()
