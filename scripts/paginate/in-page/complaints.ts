/** Paged.js says on the console that it repeats or loses text, and goes on: whatever it says must be heard. */

/** Collects warnings and errors of the console until the returned function is called. */
export function listenTo(complaints: string[]): () => void {
  const { warn, error } = console;
  const record = (...args: unknown[]) => void complaints.push(args.map(String).join(' '));
  console.warn = record;
  console.error = record;
  return () => Object.assign(console, { warn, error });
}
