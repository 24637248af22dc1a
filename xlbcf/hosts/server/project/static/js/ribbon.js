// The ribbon's buttons in Excel: each runs the script that its twin in the task pane runs. The
// manifest names a button's action by the same word, so this page is the only list.

function associateButtons() {
  for (const element of document.querySelectorAll("[xw-click]")) {
    const action = element.getAttribute("xw-click");
    Office.actions.associate(action, (event) => press(action, event));
  }
}

async function press(action, event) {
  try {
    const signedIn = await globalThis.getAuth();
    await xlwings.runPython({
      scriptName: action,
      auth: signedIn.token,
      headers: { "Auth-Provider": signedIn.provider },
    });
  } finally {
    // Excel keeps the button waiting until it hears of the end.
    event.completed();
  }
}

// A script calls this with the address of a file that it wrote.
function xlbcfOpen(context, address) {
  const link = document.createElement("a");
  link.href = address;
  link.target = "_blank";
  link.textContent = "Open " + decodeURIComponent(address.split("/").pop());
  const place = document.getElementById("xlbcf-file");
  if (place) place.replaceChildren(link);
  if (Office.context.requirements.isSetSupported("OpenBrowserWindowApi", "1.1")) {
    Office.context.ui.openBrowserWindow(link.href);
  }
}

xlwings.registerCallback(xlbcfOpen);
associateButtons();
