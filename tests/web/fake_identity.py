"""The user pool as the pages see it: one password, one invitation, tokens that can be renewed."""

from starlette.responses import JSONResponse, Response

from tests.web.company import FakeApi
from tests.web.demo import Json

PASSWORD = "open sesame"
INVITED = "invited once"
FIRST_STEP = "step-1"
CODE = "004217"
NEWCOMER = "newcomer@naryad.example"


def identity(api: FakeApi, action: str, body: Json) -> Response:
    """Answer what a browser may ask without credentials."""
    return {
        "InitiateAuth": initiate,
        "RespondToAuthChallenge": respond,
        "RevokeToken": revoke,
        "ForgotPassword": forget,
        "ConfirmForgotPassword": replace,
    }[action](api, body)


def initiate(api: FakeApi, body: Json) -> Response:
    """Take a password or a refresh token; an invitation's password is good for its change only."""
    given = body["AuthParameters"]
    if body["AuthFlow"] == "REFRESH_TOKEN_AUTH":
        api.renewals += 1
        return tokens(api) if api.can_renew else refused("NotAuthorizedException")
    if given["PASSWORD"] == INVITED:
        challenge = {"ChallengeName": "NEW_PASSWORD_REQUIRED", "Session": FIRST_STEP}
        return JSONResponse(challenge | {"ChallengeParameters": {"USER_ID_FOR_SRP": "u9"}})
    if given["PASSWORD"] not in {PASSWORD, api.replaced_password}:
        return refused("NotAuthorizedException")
    api.can_renew = True
    return tokens(api)


def respond(api: FakeApi, body: Json) -> Response:
    """Take the password that an invited user has chosen."""
    assert body["Session"] == FIRST_STEP
    given = body["ChallengeResponses"]
    assert given["USERNAME"] == "u9"
    if "Password" in given["NEW_PASSWORD"]:
        return refused("InvalidPasswordException")
    return tokens(api)


def forget(api: FakeApi, body: Json) -> Response:
    """Mail a code; to somebody who has not come by their invitation yet none can be."""
    if body["Username"] == NEWCOMER:
        return refused("NotAuthorizedException")
    api.codes_mailed_to.append(body["Username"])
    return JSONResponse({"CodeDeliveryDetails": {"DeliveryMedium": "EMAIL"}})


def replace(api: FakeApi, body: Json) -> Response:
    """Take another password with the code that was mailed."""
    if body["ConfirmationCode"] != CODE:
        return refused("CodeMismatchException")
    api.replaced_password = body["Password"]
    return JSONResponse({})


def revoke(api: FakeApi, body: Json) -> Response:
    """Make a refresh token worthless."""
    api.revoked.append(body["Token"])
    api.can_renew = False
    return Response("{}", media_type="application/json")


def tokens(api: FakeApi) -> Response:
    """Give what a signed-in browser keeps."""
    kept = {"AccessToken": api.token, "RefreshToken": "fresh", "ExpiresIn": api.token_life_s}
    return JSONResponse({"AuthenticationResult": kept | {"IdToken": "id"}})


def refused(kind: str) -> Response:
    """Refuse as Cognito does."""
    return JSONResponse({"__type": kind, "message": "no"}, 400)
