// Makes bot/web/static/heard.css and heard.rtl.css from heard.scss. Run by hand, through `make frontend`; the output is committed.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import postcss from "postcss";
import rtlcss from "rtlcss";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "bot", "web", "static");
const nhsuk = createRequire(import.meta.url)("nhsuk-frontend/package.json");
const banner = `/*! Contains parts of NHS.UK frontend ${nhsuk.version}, MIT licence: see nhsuk-frontend.LICENSE */\n`;

const compiled = sass.compile(join(here, "heard.scss"), {
  loadPaths: [join(here, "node_modules")],
  style: "compressed",
  charset: false,
  quietDeps: true,
});

// A picture on the cross of a search field, which no page of ours has.
const withoutPictures = {
  postcssPlugin: "without-pictures",
  Declaration: (declaration) => declaration.value.includes("/assets/images/") && declaration.remove(),
};
const css = postcss([withoutPictures]).process(compiled.css, { from: undefined }).css;

for (const forbidden of ["@font-face", "@import", "url("]) {
  if (css.includes(forbidden)) {
    throw new Error(`The style sheet asks for something from elsewhere: ${forbidden}`);
  }
}

writeFileSync(join(target, "heard.css"), `${banner}${css}\n`);
writeFileSync(join(target, "heard.rtl.css"), `${banner}${rtlcss.process(css)}\n`);
for (const name of ["heard.css", "heard.rtl.css"]) {
  console.log(`${name}: ${readFileSync(join(target, name)).length} bytes`);
}
