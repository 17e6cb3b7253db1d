// From values of JavaScript to fields and options of the library.

"use strict";

const { failed } = require("./errors");
const { kindOf, library, textOf } = require("./library");
const raw = require("./raw");

const EXPECTED = "expected a string, a whole number, a boolean, null, an array, a plain object or zoomuser.json(...)";
const DEEPEST = 64;
const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;

/** JSON that is sent unchanged. */
class Json {
  constructor(text) {
    this.text = textOf(text, "json");
    try {
      JSON.parse(text);
    } catch (error) {
      throw new TypeError("zoomuser: json: expected JSON", { cause: error });
    }
    Object.freeze(this);
  }
}

/** Whether a value is `{...}`, of any realm; a Map, a Date and an instance of a class are not. */
function isPlain(value) {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The members of an object of names, without those that are undefined. */
function membersOf(object, what) {
  if (!isPlain(object)) throw new TypeError(`zoomuser: ${what}: expected a plain object, got ${kindOf(object)}`);
  return Object.entries(object).filter(([, value]) => value !== undefined);
}

/** A whole number that is exact, and that 64 bits can hold. */
function wholeNumber(value, what) {
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    throw new RangeError(`zoomuser: ${what}: expected a whole number below 2 ** 53, or a BigInt`);
  }
  if (value < LEAST || value > MOST) throw new RangeError(`zoomuser: ${what}: expected a number of at most 64 bits`);
  return BigInt(value);
}

/** JSON text of a value; what JSON.stringify would drop or round is refused. */
function jsonOf(value, what, depth = 0) {
  if (depth > DEEPEST) throw new RangeError(`zoomuser: ${what.split(/[.[]/, 1)[0]}: expected at most ${DEEPEST} levels`);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return quoted(value, what);
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number" && Number.isFinite(value) && !Number.isInteger(value)) return String(value);
  if (typeof value === "number") return String(wholeNumber(value, what));
  if (value instanceof Json) return value.text;
  if (Array.isArray(value)) {
    return `[${Array.from(value, (item, i) => jsonOf(item, `${what}[${i}]`, depth + 1)).join(",")}]`;
  }
  if (isPlain(value)) return objectOf(membersOf(value, what), what, depth);
  throw new TypeError(`zoomuser: ${what}: ${EXPECTED}, got ${kindOf(value)}`);
}

function objectOf(members, what, depth = 0) {
  const text = ([name, value]) => `${quoted(name, what)}:${jsonOf(value, `${what}.${name}`, depth + 1)}`;
  return `{${members.map(text).join(",")}}`;
}

function quoted(text, what) {
  return JSON.stringify(textOf(text, what));
}

/** Sets a field of a patch according to the type of its value; returns a status. */
function setField(c, patch, name, value) {
  if (value === null) return c.zoom_user_patch_set_null(patch, name);
  if (value instanceof Json) return c.zoom_user_patch_set_json(patch, name, value.text);
  switch (typeof value) {
    case "string": return c.zoom_user_patch_set(patch, name, textOf(value, name));
    case "boolean": return c.zoom_user_patch_set_bool(patch, name, value ? 1 : 0);
    case "bigint":
    case "number": return c.zoom_user_patch_set_int64(patch, name, wholeNumber(value, name));
    default: return c.zoom_user_patch_set_json(patch, name, jsonOf(value, name));
  }
}

/** A patch of the library with these fields, in their order. The caller frees it. */
function newPatch(fields) {
  const c = library();
  const members = membersOf(fields, "fields");
  const patch = c.zoom_user_patch_new();
  try {
    for (const [name, value] of members) {
      const status = setField(c, patch, textOf(name, "fields"), value);
      if (status !== raw.status.OK) throw failed(status, c.zoom_user_patch_error(patch));
    }
    return patch;
  } catch (error) {
    c.zoom_user_patch_free(patch);
    throw error;
  }
}

/** The value of an option as text. */
function optionOf(value, name) {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "number" || typeof value === "bigint") return String(wholeNumber(value, name));
  return textOf(value, name);
}

module.exports = { Json, membersOf, newPatch, objectOf, optionOf };
