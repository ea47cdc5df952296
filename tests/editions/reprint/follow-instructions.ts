/**
 * A person with a binder: knows the sentences of the sheet, the old book in the binder and the stack of new leaves, and
 * nothing else. Pages are found by what they are called; whatever is not clear at once is an error.
 */
import { type Leaf, leavesOf, type PhysicalPage } from '../../../scripts/editions/reprint/leaves.ts';

/** What stands in the binder in the end, page by page. */
export function followInstructions(old: PhysicalPage[], stack: Leaf[], sentences: string[]): PhysicalPage[] {
  const done: Leaf[] = [];
  const ahead = leavesOf(old);
  const fresh = [...stack];
  for (const sentence of sentences) {
    const { takeOut, place, putIn } = readSentence(sentence);
    if (takeOut) {
      done.push(
        ...ahead.splice(
          0,
          only(ahead, (leaf) => begins(leaf, takeOut.runs[0]!)),
        ),
      );
      take(ahead, takeOut, sentence);
    } else if (place !== null) {
      done.push(...ahead.splice(0, only(ahead, (leaf) => isOn(leaf, place)) + 1));
    } else if (done.length > 0) {
      throw new Error(`the front lies behind us: ${sentence}`);
    }
    if (putIn) done.push(...take(fresh, putIn, sentence));
  }
  if (fresh.length > 0) throw new Error('leaves are left over');
  return [...done, ...ahead].flatMap(({ recto, verso }) => [recto, verso]);
}

interface Run {
  from: string;
  to: string;
}

interface Named {
  runs: Run[];
  leaves: number;
}

function readSentence(sentence: string): { takeOut: Named | null; place: string | null; putIn: Named | null } {
  const replaced = /^取出(.+)，换入(.+)。$/.exec(sentence);
  if (replaced) return { takeOut: readNames(replaced[1]!), place: null, putIn: readNames(replaced[2]!) };
  const removed = /^取出(.+)，不再换入。$/.exec(sentence);
  if (removed) return { takeOut: readNames(removed[1]!), place: null, putIn: null };
  const first = /^在最前面插入(.+)。$/.exec(sentence);
  if (first) return { takeOut: null, place: null, putIn: readNames(first[1]!) };
  const added = /^在(封面|第([^页]+)页(?:的背面)?)后插入(.+)。$/.exec(sentence);
  if (!added) throw new Error(`what does it mean: ${sentence}`);
  return { takeOut: null, place: added[2] ?? added[1]!, putIn: readNames(added[3]!) };
}

function readNames(words: string): Named {
  const [, names, count] = /^(.+)（(\d+)张）$/.exec(words)!;
  const runs = names!
    .replace(/（[^）]*）/g, '')
    .split('、')
    .map((name): Run => {
      if (name === '封面') return { from: name, to: name };
      const [, from, to] = /^第([^—页]+)(?:—([^—页]+))?页$/.exec(name) ?? [];
      if (!from) throw new Error(`which page is ${name}`);
      return { from, to: to ?? from };
    });
  return { runs, leaves: Number(count) };
}

/** Takes the leaves off the front of a pile; each run must begin at its first leaf. */
function take(pile: Leaf[], { runs, leaves }: Named, sentence: string): Leaf[] {
  const taken: Leaf[] = [];
  for (const run of runs) {
    if (!pile[0] || !begins(pile[0], run)) throw new Error(`${run.from} is not next: ${sentence}`);
    const last = only(pile, (leaf) => isOn(leaf, run.to));
    taken.push(...pile.splice(0, last + 1));
  }
  if (taken.length !== leaves) throw new Error(`${taken.length} leaves instead of ${leaves}: ${sentence}`);
  return taken;
}

/** Index of the one leaf that is meant. */
function only(pile: Leaf[], isMeant: (leaf: Leaf) => boolean): number {
  const found = pile.flatMap((leaf, i) => (isMeant(leaf) ? [i] : []));
  if (found.length !== 1) throw new Error(`${found.length} leaves answer to a name`);
  return found[0]!;
}

const nameOf = (page: PhysicalPage) => (page.kind === 'cover' ? '封面' : page.label);

const isOn = ({ recto, verso }: Leaf, name: string) => nameOf(recto) === name || nameOf(verso) === name;

/** A run begins with its first page on the recto; on the verso only where the recto has no name. */
const begins = ({ recto, verso }: Leaf, { from }: Run) =>
  nameOf(recto) === from || (nameOf(recto) === null && nameOf(verso) === from);
