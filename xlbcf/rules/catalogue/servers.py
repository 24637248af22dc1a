"""What can be found about the server for Excel on a Mac and on the web."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

KINDS = (
    Kind(
        "SERVE01",
        "Server not installed",
        Severity.ERROR,
        "xlwings Server is not installed beside xlbcf.",
        'Install it with pip install "xlbcf[server]". Its licence is not that of xlbcf: it is '
        "free for noncommercial use only, and others buy one.",
        meaning="The server is an extra, because most people use the add-in on Windows and because "
        "of its licence, which docs/server.md explains.",
        example={},
        place="xlbcf[server]",
    ),
    Kind(
        "SERVE02",
        "No licence key for xlwings Server",
        Severity.ERROR,
        "the environment variable is not set, and xlwings Server does not run without it.",
        "For noncommercial use (PolyForm Noncommercial License 1.0.0, which names public health "
        "organisations and government institutions) set XLWINGS_LICENSE_KEY=noncommercial. "
        "Anyone else buys a key at https://www.xlwings.org/pricing.",
        meaning="Setting the variable is how you state that the licence's terms are kept, so xlbcf "
        "does not set it for you.",
        example={},
        place="XLWINGS_LICENSE_KEY",
    ),
    Kind(
        "SERVE03",
        "Licence key not taken",
        Severity.ERROR,
        "xlwings Server does not take the key ({reason}).",
        "Copy the key again as it was sent to you, or renew it at "
        "https://www.xlwings.org/pricing; for noncommercial use it is the word noncommercial.",
        meaning="The key is checked by xlwings itself, on this computer; xlbcf passes on what it "
        "says.",
        example={"reason": "Invalid xlwings license key"},
        place="XLWINGS_LICENSE_KEY",
    ),
    Kind(
        "SERVE04",
        "Cannot listen there",
        Severity.ERROR,
        "the server cannot listen there ({reason}).",
        "Stop what uses that port, perhaps another xlbcf serve, or choose another with --port; "
        "Excel then needs the new manifest.",
        meaning="Only one program at a time can listen on a port. The manifest holds the port, so "
        "a change means adding the manifest to Excel again.",
        example={"reason": "another program has the port"},
        place="127.0.0.1:8000",
    ),
    Kind(
        "SERVE05",
        "Certificate cannot be used",
        Severity.ERROR,
        "the certificate and its key cannot be used ({reason}).",
        "Give --certificate a PEM file; name its private key with --key unless the same file "
        "holds it. A key with a password cannot be used.",
        meaning="Excel loads add-ins over https only, and https needs a certificate that this "
        "computer trusts; docs/server.md says how to come by one.",
        example={"reason": "the key does not fit the certificate"},
        place="localhost-key.pem",
    ),
    Kind(
        "SERVE06",
        "Open to the network without an address",
        Severity.ERROR,
        "the server would listen to other computers, but no https address is given at which they "
        "reach it.",
        "Leave --host out to serve this computer only. Otherwise give --address https://NAME, and "
        "read docs/server.md first: without a sign-in, everyone who reaches it can use it.",
        meaning="The server knows the figures of its working folder and has no sign-in of its own, "
        "so it stays on this computer unless somebody decides otherwise and says so.",
        example={},
        place="0.0.0.0:8000",
    ),
    Kind(
        "SERVE07",
        "No web address",
        Severity.ERROR,
        "“{found}” is not an address at which Excel can reach the server; expected something like "
        "{expected}.",
        "Give --address the scheme, the name and, where it is not the usual one, the port; "
        "nothing after that.",
        meaning="The manifest names this address for every page, icon and call.",
        example={"found": "xlbcf.example.org/app", "expected": "https://xlbcf.example.org"},
        place="--address",
    ),
    Kind(
        "SERVE08",
        "Something else where the manifest goes",
        Severity.ERROR,
        "the file there is not a manifest.",
        "Name another file with --manifest.",
        meaning="The manifest is written anew each time the server starts, over an earlier one but "
        "over nothing else.",
        example={},
        place="report.xml",
    ),
)
