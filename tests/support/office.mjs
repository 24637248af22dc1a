// Excel's side of the server without Excel: the server's own JavaScript, run in Node with stand-ins
// for Office, Excel and the page. Read from standard input: {address, version, calls, presses}.
//   calls: [{name, args}], each cell call's arguments as Excel hands them over (rows of cells);
//   presses: [{action, payload}], each ribbon button and what Excel would send of the workbook.
// Printed: {answers, associated, pressed}.
import vm from "node:vm";

const input = JSON.parse(await new Response(process.stdin).text());
const get = async (path) => (await fetch(input.address + path)).text();
const page = await get("/taskpane.html");

// The page.
const config = page.match(/<script id="config" type="application\/json">(.*?)<\/script>/s)[1];
const elements = [...page.matchAll(/xw-click="(\w+)"/g)].map((found) => ({
  getAttribute: () => found[1],
}));
const shown = [];
globalThis.window = globalThis;
globalThis.location = new URL(input.address);
globalThis.document = {
  getElementById: (id) => (id === "config" ? { textContent: config } : null),
  querySelectorAll: (selector) => (selector === "[xw-click]" ? elements : []),
  createElement: () => ({}),
};

// The browser's requests, as far as xlwings uses them.
globalThis.XMLHttpRequest = class {
  headers = {};
  open(method, url) {
    Object.assign(this, { method, url });
  }
  setRequestHeader(name, value) {
    this.headers[name] = value;
  }
  getResponseHeader(name) {
    return this.received.get(name);
  }
  async send(body) {
    const response = await fetch(this.url, { method: this.method, headers: this.headers, body });
    this.received = response.headers;
    this.status = response.status;
    this.statusText = response.statusText;
    this.responseText = await response.text();
    this.onload();
  }
};

// Office and Excel.
const supports = (name, number) => name !== "CustomFunctionsRuntime" || number <= input.version;
const functions = {};
const buttons = {};
globalThis.Office = {
  onReady: async (then) => then?.({}),
  context: {
    requirements: { isSetSupported: supports },
    ui: { openBrowserWindow: (address) => shown.push(address) },
  },
  actions: { associate: (name, run) => (buttons[name] = run) },
};
globalThis.Excel = {
  RequestContext: class {
    workbook = { name: "return.xlsx", load() {} };
    application = {
      cultureInfo: { name: "en-GB", load() {}, datetimeFormat: { shortDatePattern: "dd/MM/yyyy", load() {} } },
    };
    async sync() {}
  },
};
globalThis.CustomFunctions = {
  associate: (name, run) => (functions[name] = run),
  ErrorCode: { invalidValue: "#VALUE!" },
  Error: class extends Error {},
};

// The server's own JavaScript, in the page's order.
const module = async (path) =>
  import("data:text/javascript;base64," + Buffer.from(await get(path)).toString("base64"));
const { getCultureInfoName, getDateFormat } = await module("/static/js/utils.js");
await module("/static/js/config.js");
const { dispatchActions } = await module("/static/js/custom-scripts/action-dispatch.js");
const classic = async (path) => vm.runInThisContext(await get(path), { filename: path });
await classic("/static/js/auth.js");
await classic("/xlwings/custom-functions-code.js");

// Its object xlwings stands in for reading and changing the workbook.
const registered = {};
let payload, actions;
const inExcel = {
  runMacro: async (context, { args }) => registered[args[0]](context, ...args.slice(1)),
};
for (const name of ["alert", "setValues", "activateSheet", "rangeSelect", "calculate"]) {
  inExcel[name] = async () => {};
}
globalThis.xlwings = {
  getCultureInfoName,
  getDateFormat,
  registerCallback: (run) => (registered[run.name] = run),
  runPython: async ({ scriptName, headers }) => {
    const path = "/xlwings/custom-scripts-call/" + scriptName;
    const body = JSON.stringify(payload);
    const response = await fetch(input.address + path, { method: "POST", headers, body });
    if (!response.ok) throw new Error(await response.text());
    actions = (await response.json()).actions;
    await dispatchActions(actions, { sync: async () => {} }, inExcel);
  },
};
await classic("/static/js/ribbon.js");

const answers = [];
for (const { name, args } of input.calls ?? []) {
  try {
    const answer = await functions[name](...args, { address: "Sheet1!A1", parameterAddresses: [] });
    answers.push({ answer });
  } catch (fault) {
    answers.push({ fault: String(fault.message) });
  }
}
const pressed = [];
for (const press of input.presses ?? []) {
  payload = press.payload;
  actions = null;
  let completed = 0;
  await buttons[press.action]({ completed: () => (completed += 1) }).catch(() => {});
  pressed.push({ actions, completed, shown: shown.splice(0) });
}
const associated = { functions: Object.keys(functions), buttons: Object.keys(buttons) };
console.log(JSON.stringify({ answers, associated, pressed }));
