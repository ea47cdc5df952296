// The pinned browser comes with the npm package @sparticuz/chromium; puppeteer must not download another.
module.exports = { skipDownload: true };
