// With the npm package: changes a user of the sandbox. The library is the one in the package.
import * as zoomuser from "zoomuser";

const { ZOOM_TOKEN: token, ZOOM_BASE_URL: base_url, ZOOM_CA_FILE: ca_file } = process.env;
const client = new zoomuser.Client({ token, base_url, ca_file });
const result = await client.updateUser("jane@example.com", { dept: "npm" });
console.log(zoomuser.version(), result.message);
client.close();
