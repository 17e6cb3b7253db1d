// Changes the department of a Zoom user and prints the whole result.
//
//     npm ci --prefix ../../bindings/node
//     ZOOM_TOKEN=... node update_user.js ada@example.com Engineering
//
// Environment: ZOOM_TOKEN, the access token; ZOOM_LIBRARY, the path of the library if the system does not find it.
// To try it against the sandbox, also ZOOM_BASE_URL, the address of the API, and ZOOM_CA_FILE, a PEM file of
// certificate authorities to trust.
//
// Exit code: 0 the user is updated, 1 the user is not updated, 2 wrong usage.

"use strict";

const zoomuser = require("../../bindings/node");

async function main() {
  const [userId, department, ...more] = process.argv.slice(2);
  const { ZOOM_TOKEN: token, ZOOM_LIBRARY, ZOOM_BASE_URL: base_url, ZOOM_CA_FILE: ca_file } = process.env;
  if (department === undefined || more.length > 0 || !token) {
    console.error("usage: ZOOM_TOKEN=... node update_user.js USER_ID DEPARTMENT");
    return 2;
  }

  zoomuser.load(ZOOM_LIBRARY);
  const client = new zoomuser.Client({ token, base_url, ca_file });
  try {
    print(await client.updateUser(userId, { dept: department }));
    return 0;
  } catch (error) {
    if (!(error instanceof zoomuser.ZoomError)) throw error;
    print(error.result);
    return 1;
  } finally {
    client.close();
  }
}

function print(answer) {
  console.log(`${answer.name} (${answer.status})`);
  for (const [what, text] of [
    ["message", answer.message],
    ["hint", answer.hint],
    ["tracking_id", answer.trackingId],
  ]) {
    if (text !== "") console.log(`${what}: ${text}`);
  }
  if (answer.httpStatus >= 0) console.log(`http_status: ${answer.httpStatus}`);
  for (const [what, items] of [
    ["field_errors", answer.fieldErrors],
    ["problems", answer.problems],
    ["warnings", answer.warnings],
  ]) {
    for (const { field, message } of items) console.log(`${what}: ${field}${field === "" ? "" : ": "}${message}`);
  }
}

main().then((code) => { process.exitCode = code; });
