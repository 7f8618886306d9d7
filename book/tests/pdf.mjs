// Writes the built book as a PDF with page numbers and an outline: `npm run pdf --prefix book/tests` after `mdbook build book`.
import { join } from "node:path";
import { desktop, launch, paper, reader, root, serve } from "./tools.mjs";

const [browser, site] = await Promise.all([launch(), serve()]);
const page = await (await reader(browser, "light", desktop)).newPage();
await page.goto(`${site.address}print.html`);
const path = join(root, "target/workbook.pdf");
await page.pdf({ ...paper, path });
console.log(path);
await browser.close();
site.stop();
