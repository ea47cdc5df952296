/** Answers one request to a site: reads only, and only files of the site. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import send from 'send';
import { createTagger } from './content-tags.ts';
import { openSiteFile, type SiteFile } from './open-site-file.ts';
import { readRequestPath } from './request-path.ts';
import { setCommonHeaders, setFileHeaders } from './response-headers.ts';

export interface Site {
  /** Absolute path of the folder that is served. */
  root: string;
  /** Asks search engines to stay out. */
  hidden: boolean;
  /** Whether a Host header is one of ours. */
  isOurHost: (host: string) => boolean;
}

/** In both languages, since nothing is known of who asks. */
const words: Record<number, string> = {
  400: '请求有误 / Bad request',
  404: '没有这个网页或文件 / Not found',
  405: '只供阅读 / Read only',
  412: '文件已更新 / The file has changed',
  416: '没有这一段 / No such range',
  421: '本服务器不使用这个名称 / This server does not go by that name',
  500: '服务器出错 / Server error',
  503: '书架正在更新，请稍后再试 / The shelf is being updated; try again in a moment',
};

/** How long a site that is being replaced is waited for, in ms. */
const patience = 2000;

/** The listener for a server of `site`. */
export function answerFrom(site: Site): RequestListener {
  const tagOf = createTagger();
  return (request, response) => {
    setCommonHeaders(response, site.hidden);
    answer(site, tagOf, request, response).catch(() => refuse(response, 500));
  };
}

async function answer(
  site: Site,
  tagOf: (file: SiteFile) => Promise<string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = readRequestPath(request.url ?? '');
  if (asked === 400) return refuse(response, 400);
  const host = (asked !== 404 && asked.host) || request.headers.host;
  if (host === undefined ? request.httpVersion !== '1.0' : !site.isOurHost(host)) return refuse(response, 421);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    // What was sent along is thrown away, and nothing more awaited.
    request.resume();
    return refuse(response, 405, { Allow: 'GET, HEAD', Connection: 'close' });
  }
  if (asked === 404) return refuse(response, 404);
  const { segments, folder } = asked;
  const found = await openPatiently(site.root, folder ? [...segments, 'index.html'] : segments);
  if (found === 'no-site') return refuse(response, 503, { 'Retry-After': '1' });
  if (found === null || (found === 'folder' && folder)) return refuse(response, 404);
  // Relative, so that it also holds behind a server that shows the site under a path of its own.
  if (found === 'folder') return redirect(response, `./${encodeURIComponent(segments.at(-1) ?? '')}/`);
  await sendFile(found, tagOf, request, response);
}

async function openPatiently(root: string, segments: string[]): ReturnType<typeof openSiteFile> {
  for (let waited = 0; ; waited += 50) {
    const found = await openSiteFile(root, segments);
    if (found !== 'no-site' || waited >= patience) return found;
    await sleep(50);
  }
}

async function sendFile(
  file: SiteFile,
  tagOf: (file: SiteFile) => Promise<string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { handle, root, path, stats } = file;
  const close = () => void handle.close().catch(() => undefined);
  if (response.closed) return close();
  response.once('close', close);
  const segments = path.slice(root.length + 1).split(/[/\\]/);
  setFileHeaders(response, segments.join('/'));
  response.setHeader('ETag', await tagOf(file));
  // `fd` goes through to fs.createReadStream: what is sent is the file that was checked, not what has its name by now.
  const options = { root, index: false, dotfiles: 'deny', cacheControl: false, fd: handle } as const;
  send(request, `/${segments.map(encodeURIComponent).join('/')}`, options)
    .on('file', (_, seen) => {
      // Length and date come from a second look at the name: a file replaced in between is not to be mixed with it.
      if (seen.ino !== stats.ino || seen.size !== stats.size || seen.mtimeMs !== stats.mtimeMs)
        refuse(response, 503, { 'Retry-After': '1' });
    })
    .on('error', (error: { status?: number; headers?: Record<string, string> }) =>
      refuse(response, error.status ?? 500, error.headers),
    )
    .pipe(response);
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(301, { Location: location, 'Content-Length': 0, 'Cache-Control': 'no-cache' }).end();
}

/** Ends the answer with a status; where a file is under way already, the connection, so that nobody takes it for whole. */
function refuse(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  if (response.headersSent) {
    if (!response.writableEnded) response.destroy();
    return;
  }
  for (const name of ['ETag', 'Last-Modified', 'Accept-Ranges', 'Content-Range', 'Content-Security-Policy'])
    response.removeHeader(name);
  const text = `${words[status] ?? words[500]}\n`;
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-cache',
    ...headers,
  });
  // To HEAD, Node leaves the text away.
  response.end(text);
}
