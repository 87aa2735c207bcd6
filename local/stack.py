"""A whole running Naryad: emulator, deployed template, pumps, web server and receiver.

with Stack(folder) as stack:
    httpx.get(stack.info.api + "/v1/health")
"""

import contextlib
import fcntl
import json
from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from local import identity, past, seed, users
from local.aws import Aws
from local.deploy import STACK, Deployed, deploy
from local.emulator import Emulator
from local.faults import LocalError
from local.files import write_whole
from local.gate import Gate
from local.info import Info
from local.mailbox import Mailbox
from local.ports import Ports
from local.receiver import Receiver
from local.serving import Serving
from local.streams import Pumps
from local.template import Sources
from local.web import web_app

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "web" / "dist"
DRAIN_S = 5.0
# The sweeps of the emulator's scheduler are ten seconds apart, so a minute is its finest rate.
PARAMETERS = {
    "OutboundAllow": "127.0.0.1,localhost",
    "RollupRate": "rate(1 minute)",
    "ServeWeb": "false",
    "HearMail": "false",
    # Who tries the form out waits for nothing and sees all that may be asked.
    "FeedbackDelayMinutes": "0",
    "FeedbackAsks": "nps,ces,quality,punctuality,politeness,price",
    "CompanyName": "ООО «Сервис»",
    "CompanyInn": "7700000009",
    "CompanyKpp": "770001001",
}

Say = Callable[[str], None]


class Demo(IntEnum):
    """How much a stack holds beside what the template makes: nothing, an API key, or data too."""

    NOTHING = 0
    KEY = 1
    DATA = 2


class Stack:
    """Everything that one `make run` or one test session needs, over one folder."""

    def __init__(
        self,
        folder: Path,
        ports: Ports | None = None,
        *,
        template: Path = ROOT / "template.yaml",
        demo: Demo = Demo.KEY,
        enforces_iam: bool = False,
        say: Say = lambda _: None,
    ) -> None:
        self.folder = folder.absolute()
        self.ports = ports or Ports.free()
        self.aws = Aws(self.ports.url(self.ports.aws))
        self.receiver = Receiver()
        self._sources = Sources(template)
        self._parameters = PARAMETERS | {
            "IdentityEndpoint": self.aws.endpoint,
            "PublicUrl": self.ports.url(self.ports.web),
        }
        self._demo = demo
        self._say = say
        self._enforces_iam = enforces_iam
        self._emulator = Emulator(
            self.folder, self.ports.aws, enforces_iam=enforces_iam, mail_port=self.ports.mail
        )
        self._opened = contextlib.ExitStack()
        self._deployed: Deployed | None = None
        self._info: Info | None = None

    def __enter__(self) -> Self:
        """Start everything; whatever fails, nothing is left running."""
        try:
            self._start()
        except BaseException:
            self._opened.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop everything in the order that loses nothing; the data stays in the folder."""
        self._opened.close()

    @property
    def info(self) -> Info:
        """Give the addresses of the running stack."""
        if self._info is None:
            raise LocalError("the stack is not running")
        return self._info

    @property
    def outputs(self) -> dict[str, str]:
        """Give the outputs of the deployed template."""
        if self._deployed is None:
            raise LocalError("the stack is not running")
        return self._deployed.outputs

    @property
    def is_running(self) -> bool:
        """Tell whether the emulator is alive."""
        return self._emulator.is_running()

    def token(self) -> identity.Token:
        """Sign the demo user in."""
        return identity.sign_in(self.aws, self.outputs["WebClientId"], self._password())

    def fire(self, function: str, *, job: str | None = None) -> None:
        """Do now what a timer of a function does, that of a job if one is named, and wait."""
        scheduler = self.aws.client("scheduler")
        for known in scheduler.list_schedules()["Schedules"]:
            target = scheduler.get_schedule(Name=known["Name"])["Target"]
            is_meant = job is None or json.loads(target["Input"]).get("job") == job
            if is_meant and f":function:{STACK}-{function}-" in target["Arn"]:
                said = self.aws.client("lambda").invoke(
                    FunctionName=target["Arn"], Payload=target["Input"].encode()
                )
                if "FunctionError" in said:
                    raise LocalError(f"{function} failed: {said['Payload'].read().decode()}")
                return
        raise LocalError(f"no timer starts {function}")

    def _start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._opened.enter_context(_only_one(self.folder))
        self.ports.check_free()
        self._say("starting the emulator")
        self._opened.callback(self._emulator.stop)
        self._emulator.start()
        self._say("deploying the template")
        self._deployed = deploy(
            self.aws,
            self._sources,
            self._parameters,
            self.folder / "deployed.json",
            enforces_iam=self._enforces_iam,
        )
        self._forget_another_stack()
        is_new = self._demo is Demo.DATA and seed.demo_past(self.aws, self.folder, self._say)
        mappings = past.untold(self._deployed.mappings) if is_new else self._deployed.mappings
        self.pumps = Pumps(self.aws, mappings, self.folder / "streams")
        self.pumps.start()
        self._opened.callback(self.pumps.stop, DRAIN_S)
        identity.ensure_user(self.aws, self.outputs["UserPoolId"], self._password())
        self._serve(self.receiver.app, self.ports.receiver)
        mailbox = Mailbox(self.receiver.note, self.ports.mail)
        mailbox.start()
        self._opened.callback(mailbox.stop)
        gate = Gate(self.aws.endpoint, self._deployed.api)
        pages = web_app(gate, PAGES, self._config(), storage=self.aws.endpoint)
        self._serve(pages, self.ports.web)
        self._info = self._describe()
        if self._demo is Demo.DATA:
            if is_new:
                seed.demo_present(self._info, self.folder, self._say)
            users.demo_users(self.aws, seed.environment(self.aws), self._password())

    def _forget_another_stack(self) -> None:
        """Drop what was noted of a stack that is gone, as after an emulator that was killed."""
        noted, pool = self.folder / "pool", self.outputs["UserPoolId"]
        if not noted.exists() or noted.read_text() != pool:
            for name in ("demo-key.json", "demo-data.json"):
                (self.folder / name).unlink(missing_ok=True)
            write_whole(noted, pool)

    def _serve(self, app: Any, port: int) -> None:  # noqa: ANN401 - any ASGI application
        serving = Serving(app, port)
        self._opened.callback(serving.stop)
        serving.start()

    def _config(self) -> dict[str, Any]:
        known = self._sources.load().get("Parameters", {})

        def value(name: str, otherwise: str) -> str:
            return str(self._parameters.get(name, known.get(name, {}).get("Default", otherwise)))

        return {
            "api": "",
            "identity": {"endpoint": "/identity/", "client_id": self.outputs["WebClientId"]},
            "company": {
                "zone": value("CompanyZone", "Europe/Moscow"),
                "currency": value("CompanyCurrency", "RUB"),
            },
        }

    def _describe(self) -> Info:
        web = self.ports.url(self.ports.web)
        return Info(
            api=web,
            web=web,
            admin_token=self.token().access,
            user=identity.USER,
            users=users.sign_ins() if self._demo is Demo.DATA else {"admin": identity.USER},
            password=self._password(),
            api_key=seed.demo_key(self.aws, self.folder) if self._demo >= Demo.KEY else "",
            receiver=self.ports.url(self.ports.receiver),
            mail=self.ports.mail,
            aws_endpoint=self.aws.endpoint,
            bucket=self.outputs["DataBucketName"],
        )

    def _password(self) -> str:
        return identity.remembered_password(self.folder / "demo-user.json")


@contextlib.contextmanager
def _only_one(folder: Path) -> Any:  # noqa: ANN401 - a context manager of nothing
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise LocalError(f"{folder} is in use by another start; end that one first") from error
        yield
