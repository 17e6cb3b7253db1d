// The library: loaded once, its functions, and the text that they take.

"use strict";

const fs = require("node:fs");
const path = require("node:path");
const koffi = require("koffi");
const raw = require("./raw");

/** What a call needs at the most, with room: TLS in a build without optimization takes a fifth of it. */
const STACK = 1024 * 1024;

let functions = null;
let loadedFrom = null;

/**
 * Loads the library from a path, else the one that the package has for this system, else from where the system finds it;
 * another path after that is an error.
 */
function load(chosen) {
  if (functions !== null) {
    if (chosen !== undefined && chosen !== loadedFrom) throw new Error("zoomuser: another library is already loaded");
    return functions;
  }
  const from = chosen === undefined ? packaged() ?? systemLibrary() : textOf(chosen, "path");
  growStack();
  const { loaded, abi } = open(from);
  if (abi !== raw.abiVersion) {
    throw new Error(`zoomuser: ${from}: the library has ABI ${abi}, expected ${raw.abiVersion}`);
  }
  functions = Object.fromEntries(Object.entries(raw.functions).map(([name, text]) => [name, loaded.func(text)]));
  loadedFrom = chosen;
  return functions;
}

/** The library in the package, if this is the package from npm and has one for this system. */
function packaged() {
  // What Node reports of glibc is absent with another C library.
  const isMusl = process.platform === "linux" && !process.report.getReport().header.glibcVersionRuntime;
  const system = `${process.platform}-${process.arch}${isMusl ? "-musl" : ""}`;
  const file = path.join(__dirname, "native", system, process.platform === "win32" ? "zoomuser.dll" : "libzoomuser.so");
  return fs.existsSync(file) ? file : undefined;
}

function systemLibrary() {
  return raw.library[process.platform] ?? raw.library.other;
}

function open(from) {
  try {
    const loaded = koffi.load(from);
    return { loaded, abi: loaded.func(raw.functions.zoom_abi_version)() };
  } catch (error) {
    throw new Error(`zoomuser: ${from}: ${error.message}`, { cause: error });
  }
}

/** koffi runs calls on stacks of its own, 128 KiB small, and sets their size before the first library is loaded only. */
function growStack() {
  if (koffi.config().async_stack_size >= STACK) return;
  try {
    koffi.config({ async_stack_size: STACK });
  } catch {
    throw new Error("zoomuser: koffi has already loaded another library: load zoomuser before it, or call "
      + `koffi.config({ async_stack_size: ${STACK} }) before both`);
  }
}

/** The functions, loading the library if that was not done. */
function library() {
  return functions ?? load();
}

/** A string that the library can take whole. */
function textOf(value, what) {
  if (typeof value !== "string") throw new TypeError(`zoomuser: ${what}: expected a string, got ${kindOf(value)}`);
  if (value.includes("\0")) throw new TypeError(`zoomuser: ${what}: expected text without NUL`);
  if (/\p{Surrogate}/u.test(value)) throw new TypeError(`zoomuser: ${what}: expected text without unpaired surrogates`);
  return value;
}

/** A number that 32 bits can hold. */
function int32Of(value, what) {
  if (!Number.isInteger(value) || (value | 0) !== value) {
    throw new TypeError(`zoomuser: ${what}: expected a whole number of 32 bits, got ${kindOf(value)}`);
  }
  return value;
}

/** What a value is, for a message. */
function kindOf(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value !== "object") return typeof value;
  return value.constructor?.name ?? "an object";
}

/** The bytes at an address. */
function bytesAt(pointer, length) {
  return length === 0 ? Buffer.alloc(0) : Buffer.from(koffi.decode(pointer, koffi.array("uint8_t", length, "Typed")));
}

module.exports = { bytesAt, int32Of, kindOf, library, load, textOf };
