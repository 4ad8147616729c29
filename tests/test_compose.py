"""The examples for several copies fit the product, as far as that can be told without an engine or a cluster: commands, ports, paths, folders, variables, times, and what one part needs of another."""

import importlib.util
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index.library_address import MilvusAddress, library_address
from tests.command_words import known_to_the_command_line
from tests.ui.fakes import FakeAssistant
from ui.answering import Desk
from ui.app import OWN_NAMES
from ui.command_line import HOST, PORT
from ui.proxy_address import proxy_address
from ui.readiness import LEAVING
from ui.request_checks import LARGEST_EVENT
from ui.routes import program_routes
from ui.stopping_server import MOST_SECONDS

ROOT = Path(__file__).parents[1]
COMPOSE_TEXT = (ROOT / "packaging" / "compose.yaml").read_text(encoding="utf-8")
KUBERNETES_TEXT = (ROOT / "packaging" / "kubernetes.yaml").read_text(encoding="utf-8")
CONTAINERFILE = (ROOT / "packaging" / "Containerfile").read_text(encoding="utf-8")
CONNECTION = (ROOT / "index" / "milvus" / "connection.py").read_text(encoding="utf-8")
OURS = "berufslotse"
VARIABLE = re.compile(r"\$\{(\w+)(?::[-?]([^}]*))?\}")


def filled(text: str) -> str:
    """With the variables of a file .env, as compose fills them in; the default of one that has some."""
    return VARIABLE.sub(lambda found: "chat.example" if found[1] == "PUBLIC_NAME" else (found[2] or "x") if ":-" in found[0] else "x", text)


COMPOSE = yaml.safe_load(filled(COMPOSE_TEXT))
SERVICES: Mapping[str, Mapping[str, Any]] = COMPOSE["services"]
CLUSTER: list[Mapping[str, Any]] = [part for part in yaml.safe_load_all(KUBERNETES_TEXT) if part]
CADDYFILE: str = COMPOSE["configs"]["caddyfile"]["content"]


def of_kind(kind: str) -> list[Mapping[str, Any]]:
    """The parts of the cluster of a kind."""
    return [part for part in CLUSTER if part["kind"] == kind]


def pods() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every pod of ours, by the kind of what makes it."""
    for kind in ("Deployment", "Job"):
        for part in of_kind(kind):
            yield kind, part["spec"]["template"]["spec"]


def chats() -> dict[str, Mapping[str, Any]]:
    """The copies of the chat."""
    return {name: service for name, service in SERVICES.items() if name.startswith("chat-")}


def commands() -> dict[str, list[str]]:
    """Each command line of ours, by where it stands."""
    told = {f"compose {name}": service["command"] for name, service in SERVICES.items() if service["image"].startswith(OURS)}
    return told | {f"kubernetes {kind}": pod["containers"][0]["args"] for kind, pod in pods()}


def option(words: list[str], name: str) -> str:
    """What an option is given."""
    return words[words.index(name) + 1]


@pytest.mark.parametrize("words", commands().values(), ids=commands())
def test_each_command_is_one_of_the_command_line_with_its_options(words: list[str]) -> None:
    assert all(isinstance(word, str) for word in words)
    assert known_to_the_command_line(words)


def test_there_are_two_copies_that_are_alike_and_a_command_that_adds_pages() -> None:
    first, second = chats().values()
    assert first == second
    assert {words[0] for words in commands().values()} == {"serve", "index"}
    (deployment,) = of_kind("Deployment")
    assert deployment["spec"]["replicas"] == 2
    assert deployment["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0


def test_all_commands_of_a_file_name_one_library_in_milvus_where_it_is() -> None:
    for file in ("compose", "kubernetes"):
        addresses = {library_address(option(words, "--library")) for where, words in commands().items() if where.startswith(file)}
        (address,) = addresses
        assert isinstance(address, MilvusAddress)
        host, _, port = address.uri.removeprefix("http://").partition(":")
        assert file == "kubernetes" or (host in SERVICES and port == "19530")


def test_a_copy_listens_to_more_than_itself_where_the_containerfile_says() -> None:
    assert {option(words, "--host") for words in commands().values() if words[0] == "serve"} == {"0.0.0.0"} != {HOST}
    (exposed,) = re.findall(r"^EXPOSE (\d+)$", CONTAINERFILE, re.MULTILINE)
    (deployment,) = of_kind("Deployment")
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    assert {port["containerPort"] for port in container["ports"]} == {PORT} == {int(exposed)}
    assert re.findall(r"chat-\d:(\d+)", CADDYFILE) == [str(PORT)] * 2


def test_the_proxy_is_the_one_that_is_believed_and_each_copy_is_behind_it() -> None:
    (address,) = {option(service["command"], "--trusted-proxy") for service in chats().values()}
    assert SERVICES["proxy"]["networks"]["default"]["ipv4_address"] == proxy_address(address)
    assert set(re.findall(r"(chat-\d):", CADDYFILE)) == set(chats())
    assert CADDYFILE.startswith(f"{option(SERVICES['chat-1']['command'], '--public-name')} {{")
    assert int(re.findall(r"max_size (\d+)MB", CADDYFILE)[0]) * 1_000_000 >= LARGEST_EVENT
    (ingress,) = of_kind("Ingress")
    assert {rule["host"] for rule in ingress["spec"]["rules"]} == {option(commands()["kubernetes Deployment"], "--public-name")}


def test_no_visitor_is_held_to_a_copy() -> None:
    assert "lb_policy round_robin" in CADDYFILE
    (service,) = of_kind("Service")
    assert "sessionAffinity" not in service["spec"]


def test_who_asks_whether_a_copy_is_ready_asks_a_path_that_there_is_and_often_enough() -> None:
    app = FastAPI()
    app.include_router(program_routes(Desk(FakeAssistant()), "de"))
    client = TestClient(app)
    (deployment,) = of_kind("Deployment")
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    probes = {name: container[name] for name in ("startupProbe", "livenessProbe", "readinessProbe")}
    paths = {name: probe["httpGet"]["path"] for name, probe in probes.items()}
    assert paths == {"startupProbe": "/healthz", "livenessProbe": "/healthz", "readinessProbe": "/readyz"}
    for path in {*paths.values(), *re.findall(r"health_uri (\S+)", CADDYFILE)}:
        assert client.get(path).status_code == 200
    # The server answers to names that it knows, of which this is always one.
    assert "localhost" in OWN_NAMES
    assert {header["value"] for probe in probes.values() for header in probe["httpGet"]["httpHeaders"] if header["name"] == "Host"} == {"localhost"}
    assert "Host localhost" in CADDYFILE
    every = [int(seconds) for seconds in re.findall(r"health_interval (\d+)s", CADDYFILE)] + [probes["readinessProbe"]["periodSeconds"]]
    assert len(every) == 2 and all(2 * seconds <= LEAVING for seconds in every)
    assert probes["readinessProbe"]["failureThreshold"] == 1


def test_a_copy_that_stops_has_the_time_that_it_takes() -> None:
    given = [int(service["stop_grace_period"].removesuffix("s")) for service in chats().values()]
    given += [pod["terminationGracePeriodSeconds"] for kind, pod in pods() if kind == "Deployment"]
    assert len(given) == 3 and all(seconds > LEAVING + MOST_SECONDS for seconds in given)


def test_user_and_password_of_milvus_come_from_outside_under_the_names_that_are_read() -> None:
    read = set(re.findall(r'"(BERUFSLOTSE_MILVUS_\w+)"', CONNECTION))
    assert len(read) == 2
    for name in (*chats(), "index"):
        assert read <= SERVICES[name]["environment"].keys()
    for _, pod in pods():
        told = {one["name"]: one for one in pod["containers"][0]["env"]}
        assert read <= told.keys() and all("secretKeyRef" in told[name]["valueFrom"] for name in read)
    head = COMPOSE_TEXT.split("name: berufslotse")[0]
    assert {name for name, default in VARIABLE.findall(COMPOSE_TEXT.split("\nname: ")[1]) if default not in ("berufslotse", "./pages")} <= set(
        re.findall(r"#   (\w+)=", head)
    )


def test_what_is_written_goes_where_the_image_lets_its_user_write() -> None:
    writable, user = (
        re.findall(r"install .*-o berufslotse.* (/\w+)$", CONTAINERFILE, re.MULTILINE)[0],
        re.findall(r"^USER (\d+)$", CONTAINERFILE, re.MULTILINE)[0],
    )
    for name in (*chats(), "index"):
        service = SERVICES[name]
        assert service["read_only"] and "/tmp" in service["tmpfs"]
        folders = {value for key, value in service["environment"].items() if key.startswith("XDG_")}
        assert folders == {writable} and any(volume.split(":")[1:] == [writable] for volume in service["volumes"])
    for _, pod in pods():
        (container,) = pod["containers"]
        mounted = {mount["mountPath"] for mount in container["volumeMounts"]}
        assert {one["value"] for one in container["env"] if one["name"].startswith("XDG_")} == {writable} and {writable, "/tmp"} <= mounted
        assert pod["securityContext"]["runAsUser"] == pod["securityContext"]["fsGroup"] == int(user)
        assert container["securityContext"]["readOnlyRootFilesystem"]


def test_what_a_part_names_of_another_is_there() -> None:
    for service in SERVICES.values():
        assert set(service.get("depends_on", ())) <= SERVICES.keys()
        named = {volume.split(":")[0] for volume in service.get("volumes", ()) if not volume.startswith((".", "/"))}
        assert named <= COMPOSE["volumes"].keys()
        assert {config["source"] for config in service.get("configs", ())} <= COMPOSE["configs"].keys()
    claims = {claim["metadata"]["name"] for claim in of_kind("PersistentVolumeClaim")}
    for _, pod in pods():
        (container,) = pod["containers"]
        volumes = {volume["name"]: volume for volume in pod["volumes"]}
        assert {mount["name"] for mount in container["volumeMounts"]} == volumes.keys()
        assert {volume["persistentVolumeClaim"]["claimName"] for volume in volumes.values() if "persistentVolumeClaim" in volume} <= claims
    (deployment,), (service,), (ingress,), (budget,) = (of_kind(kind) for kind in ("Deployment", "Service", "Ingress", "PodDisruptionBudget"))
    labels = deployment["spec"]["template"]["metadata"]["labels"]
    assert service["spec"]["selector"] == deployment["spec"]["selector"]["matchLabels"] == budget["spec"]["selector"]["matchLabels"] == labels
    (path,) = ingress["spec"]["rules"][0]["http"]["paths"]
    assert path["backend"]["service"] == {"name": service["metadata"]["name"], "port": {"name": service["spec"]["ports"][0]["name"]}}


def test_images_that_are_not_ours_are_pinned_and_nothing_but_the_proxy_is_reachable() -> None:
    images = {name: service["image"] for name, service in SERVICES.items() if not service["image"].startswith(OURS)}
    assert all(re.search(r":(v?\d+\.\d+\.\d+|RELEASE\.[\dTZ-]+)$", image) for image in images.values()) and len(images) == 4
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


@pytest.mark.parametrize("text", [COMPOSE_TEXT, KUBERNETES_TEXT], ids=["compose", "kubernetes"])
def test_both_say_that_nobody_has_seen_them_run(text: str) -> None:
    assert "nobody has" in text.split("\n\n")[0] and "tests/test_compose.py" in text


def test_kubernetes_has_nothing_against_it() -> None:
    if importlib.util.find_spec("kubernetes_validate") is None:
        pytest.skip("kubernetes-validate isn't installed here: what the schemas of Kubernetes say isn't known")
    checker = importlib.import_module("kubernetes_validate")
    for part in CLUSTER:
        checker.validate(part, checker.latest_version(), strict=True)
