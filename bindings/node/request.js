// What a custom request is made of: headers, a body, or the parts of a form.

"use strict";

const { failed } = require("./errors");
const { membersOf } = require("./fields");
const { kindOf, library, textOf } = require("./library");
const raw = require("./raw");

/** `{ Accept: "text/plain" }` as lines; none is null. */
function headerLines(headers) {
  if (headers === undefined) return null;
  return membersOf(headers, "headers").map(([name, value]) => {
    // A line break would make two headers of one.
    if (/[\r\n]/.test(name + textOf(value, "headers"))) {
      throw new TypeError("zoomuser: headers: expected names and values without line breaks");
    }
    return `${textOf(name, "headers")}: ${value}\n`;
  }).join("");
}

/** A copy of a body as bytes: the caller's may change during the call. */
function bodyOf(body, what = "body") {
  if (body === undefined) return null;
  if (typeof body === "string") {
    if (/\p{Surrogate}/u.test(body)) throw new TypeError(`zoomuser: ${what}: expected text without unpaired surrogates`);
    return Buffer.from(body);
  }
  if (ArrayBuffer.isView(body)) return Buffer.from(new Uint8Array(body.buffer, body.byteOffset, body.byteLength));
  throw new TypeError(`zoomuser: ${what}: expected a string, a Buffer or a typed array, got ${kindOf(body)}`);
}

/** A form of the library with these parts. The caller frees it. */
function newForm(parts) {
  if (!Array.isArray(parts)) throw new TypeError(`zoomuser: form: expected an array of parts, got ${kindOf(parts)}`);
  const c = library();
  const form = c.zoom_form_new();
  try {
    for (const part of parts) {
      const { name = "", fileName, contentType, charset, value } = Object.fromEntries(membersOf(part, "form"));
      const optional = (text, what) => text === undefined ? null : textOf(text, what);
      const bytes = bodyOf(value, "value");
      const status = c.zoom_form_add_part(form, textOf(name, "name"), optional(fileName, "fileName"),
        optional(contentType, "contentType"), optional(charset, "charset"), bytes, bytes?.length ?? 0);
      if (status !== raw.status.OK) throw failed(status, c.zoom_form_error(form));
    }
    return form;
  } catch (error) {
    c.zoom_form_free(form);
    throw error;
  }
}

module.exports = { bodyOf, headerLines, newForm };
