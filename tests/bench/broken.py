"""An application that answers every request with an error: the load generator must see it."""

from flask import Flask, Response

app = Flask(__name__)


@app.get("/")
def page() -> Response:
    return Response("broken", status=503)
