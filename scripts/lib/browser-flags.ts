/**
 * What we tell the browser at its start. Not the list of `@sparticuz/chromium`, which turns web security off and puts
 * everything into one process. https://peter.sh/experiments/chromium-command-line-switches/
 */

const flags = [
  '--headless',
  '--disable-gpu',
  '--hide-scrollbars',
  '--mute-audio',
  // Nothing reaches the network: no name resolves, addresses and localhost included, and no proxy resolves for us.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--no-proxy-server',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-client-side-phishing-detection',
  '--disable-domain-reliability',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-pings',
  // No first run, no questions, no reports.
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-component-extensions-with-background-pages',
  '--disable-search-engine-choice-screen',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--disable-hang-monitor',
  '--disable-popup-blocking',
  '--disable-prompt-on-repost',
  '--disable-features=Translate,MediaRouter,OptimizationHints',
  '--password-store=basic',
  '--use-mock-keychain',
  // Tabs in the background work as fast as the one in front.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-ipc-flooding-protection',
  // Containers give /dev/shm 64 MB; a large book needs more.
  '--disable-dev-shm-usage',
  // What the page looks like.
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  // Without these two `tagged` and `outline` of page.pdf() do nothing.
  '--export-tagged-pdf',
  '--generate-pdf-document-outline',
];

/** How one start differs from another. */
export interface FlagOptions {
  /** The sandbox cannot work for root, nor where the system forbids user namespaces. */
  sandbox: boolean;
  /** Open a WebSocket on the loopback interface, besides the pipe. */
  websocket: boolean;
  /** The headless shell keeps nothing on disk without a profile; a desktop browser would take the user's own. */
  profile: string | null;
}

/** The browser's whole command line. */
export function browserFlags({ sandbox, websocket, profile }: FlagOptions): string[] {
  return [
    ...flags,
    '--remote-debugging-pipe',
    ...(websocket ? ['--remote-debugging-port=0', '--remote-debugging-address=127.0.0.1'] : []),
    ...(sandbox ? [] : ['--no-sandbox']),
    ...(profile === null ? [] : [`--user-data-dir=${profile}`]),
    'about:blank',
  ];
}
