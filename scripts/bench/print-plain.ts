/** A process of its own: prints an HTML file with the browser and nothing else. Arguments: the file, the PDF's path. */
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer';

const [file, pdf] = process.argv.slice(2) as [string, string];
const args = (process.env.BENCH_BROWSER_ARGS ?? '').split(' ').filter(Boolean);
const browser = await puppeteer.launch({ executablePath: process.env.PUPPETEER_EXECUTABLE_PATH, args });
const page = await browser.newPage();
await page.goto(pathToFileURL(file).href, { timeout: 0 });
await page.pdf({ path: pdf, preferCSSPageSize: true, timeout: 0 });
await browser.close();
