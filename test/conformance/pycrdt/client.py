"""A Yjs client in Python: pycrdt's own Provider and Awareness over `websockets`.

Commands come on stdin and answers go to stdout, one JSON object per line. After every change the whole state is told.
"""

import asyncio
import json
import sys
from base64 import b64encode

from pycrdt import Awareness, Doc, Map, Provider, Text, XmlElement, XmlFragment, XmlText, YMessageType
from pycrdt import create_awareness_message, read_message
from websockets.asyncio.client import connect

MAPS = ("agenda", "ready", "clock", "outcomes", "meta")


class Channel:
    """What pycrdt's Provider talks through; awareness, which it does not know, goes its own way."""

    def __init__(self, socket, on_awareness):
        self._socket = socket
        self._on_awareness = on_awareness
        self.path = socket.request.path

    def __aiter__(self):
        return self

    async def __anext__(self):
        try:
            return await self.recv()
        except Exception as error:
            raise StopAsyncIteration from error

    async def send(self, message):
        await self._socket.send(message)

    async def recv(self):
        while True:
            message = await self._socket.recv()
            if message[0] != YMessageType.AWARENESS:
                return message
            self._on_awareness(read_message(message[1:]))


class Client:
    def __init__(self):
        self.doc = Doc()
        self.maps = {name: self.doc.get(name, type=Map) for name in MAPS}
        self.plain = self.doc.get("plain", type=Text)
        self.notes = self.doc.get("notes", type=XmlFragment)
        self.awareness = Awareness(self.doc)
        self.socket = self.provider = self.running = None
        self._told = False
        self.doc.observe(lambda _: self.tell())
        self.awareness.observe(self._on_awareness_change)

    async def connect(self, url, protocols):
        self.socket = await connect(url, subprotocols=protocols, max_size=None)
        assert self.socket.subprotocol == "fireside"
        channel = Channel(self.socket, lambda update: self.awareness.apply_awareness_update(update, "remote"))
        self.provider = Provider(self.doc, channel)
        self.running = asyncio.create_task(self.provider.start())
        synced = asyncio.create_task(self.provider.synced.wait())
        closed = asyncio.create_task(self.socket.wait_closed())
        await asyncio.wait([synced, closed], return_when=asyncio.FIRST_COMPLETED)
        if closed.done():
            reason = f"closed with {self.socket.close_code} {self.socket.close_reason}"
            synced.cancel()
            await self.disconnect()
            raise ConnectionError(reason)
        await self._send_awareness()

    async def disconnect(self):
        if not self.running.done():
            await self.provider.stop()
        await asyncio.gather(self.running, return_exceptions=True)
        await self.socket.close()
        self.provider = self.socket = None

    async def aware(self, state):
        self.awareness.set_local_state(state)
        await self._send_awareness()

    async def write(self, author, turn):
        """One turn: a map of maps, a text with formats, the notes."""
        with self.doc.transaction():
            self.maps["agenda"][f"{author}-{turn}"] = Map(
                {"title": f"{author} {turn} – größer 🔥", "author": author, "kind": "topic", "state": "open",
                 "minutes": turn + 5, "order": f"a{turn}"}
            )
            for key in list(self.maps["agenda"].keys())[:1]:
                self.maps["agenda"][key]["title"] = f"edited by {author} {turn}"
            self.maps["ready"][author] = turn % 2 == 0
            if "nobody" in self.maps["ready"]:
                del self.maps["ready"]["nobody"]
            self.maps["clock"]["current"] = {"item": f"{author}-{turn}", "startedAt": turn}
        with self.doc.transaction():
            self.plain.insert(len(self.plain), f"<{author} {turn} größer>")
            if str(self.plain)[:4].isascii():
                self.plain.format(0, 4, {"bold": True})
                del self.plain[1:3]
        with self.doc.transaction():
            heading = XmlElement("heading", {"item": f"{author}-{turn}"}, [XmlText(f"{author} notes {turn}")])
            self.notes.children.insert(0, heading)
            heading.children[0].format(0, len(author), {"bold": {}})
            if len(self.notes.children) > 5:
                del self.notes.children[1]

    def tell(self):
        """Not now: a document is not read while it changes."""
        if not self._told:
            self._told = True
            asyncio.get_running_loop().call_soon(self._tell)

    def _tell(self):
        self._told = False
        say(
            {
                "vector": b64encode(self.doc.get_state()).decode(),
                "update": b64encode(self.doc.get_update()).decode(),
                "people": [state for state in self.awareness.states.values() if state],
                "content": {
                    **{name: value.to_py() for name, value in self.maps.items()},
                    "plain": delta(self.plain),
                    "notes": [tree(child) for child in self.notes.children],
                },
            }
        )

    async def _send_awareness(self):
        if self.socket and self.awareness.get_local_state():
            update = self.awareness.encode_awareness_update([self.awareness.client_id])
            await self.socket.send(create_awareness_message(update))

    def _on_awareness_change(self, topic, _):
        if topic == "change":
            self.tell()


def delta(text):
    return [{"insert": insert, **({"attributes": attributes} if attributes else {})} for insert, attributes in text.diff()]


def tree(node):
    if isinstance(node, XmlText):
        return delta(node)
    return {"tag": node.tag, "attributes": dict(node.attributes), "children": [tree(child) for child in node.children]}


def say(line):
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


async def main():
    client = Client()
    reader = asyncio.StreamReader(limit=1 << 24)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    client.tell()
    while line := await reader.readline():
        command, *args = json.loads(line)
        try:
            await getattr(client, command)(*args)
            say({"done": command})
        except Exception as error:
            say({"failed": command, "error": repr(error)})


asyncio.run(main())
