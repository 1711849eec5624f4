"""The action server and NLG server in one loopback process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, HTTPException
from fastapi.responses import JSONResponse
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from starlette.concurrency import run_in_threadpool

from bot.actions.appointments.form import ValidateBookingForm
from bot.actions.appointments.kept import (
    CancelAppointment,
    CheckAppointment,
    ConfirmAttendance,
    DeclineOffer,
    MyAppointment,
)
from bot.actions.centres import FindCentre
from bot.actions.danger import AnswerDanger
from bot.actions.faq import AnswerQuestion, TakeFeedback
from bot.actions.language import ChangeLanguage
from bot.actions.nlg import NlgRequest, UnknownResponse, render
from bot.actions.privacy import DeleteData, MyData
from bot.actions.registration import ValidateRegistrationForm
from orienta.database import unit_of_work
from orienta.faq import knowledge

executor = ActionExecutor()
for action in (
    AnswerDanger,
    AnswerQuestion,
    CancelAppointment,
    ChangeLanguage,
    CheckAppointment,
    ConfirmAttendance,
    DeclineOffer,
    DeleteData,
    FindCentre,
    MyAppointment,
    MyData,
    TakeFeedback,
    ValidateBookingForm,
    ValidateRegistrationForm,
):
    executor.register_action(action)


@asynccontextmanager
async def _ready(_app: FastAPI) -> AsyncIterator[None]:
    await run_in_threadpool(_learn)
    yield


app = FastAPI(title="Orienta actions and NLG", lifespan=_ready)


@app.post("/webhook")
async def run_action(call: dict[str, Any]) -> Any:
    """Run a custom action for Rasa."""
    try:
        result = await executor.run(call)
    except ActionExecutionRejection as rejection:
        refused = {"error": str(rejection), "action_name": rejection.action_name}
        return JSONResponse(refused, status_code=400)
    except ActionNotFoundException as missing:
        return JSONResponse({"error": str(missing), "action_name": missing.action_name}, status_code=404)
    return result.model_dump() if result else {}


@app.post("/nlg")
def say(request: NlgRequest) -> dict[str, Any]:
    """Render a response for Rasa."""
    try:
        return render(request)
    except UnknownResponse as missing:
        raise HTTPException(404, f"The domain has no response {missing}.") from None


@app.get("/health")
def health() -> dict[str, int]:
    """Say that the process is well, and which revision of the content it answers from."""
    return {"revision": _learn()}


def _learn() -> int:
    with unit_of_work() as session:
        return knowledge.current(session).revision
