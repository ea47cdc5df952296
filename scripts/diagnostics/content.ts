/** What the content stage can say. */
import { finalMessages } from './content-final.ts';
import { manifestMessages } from './content-manifest.ts';
import { manuscriptMessages } from './content-manuscripts.ts';
import { ruleMessages } from './content-rules.ts';
import { yamlMessages } from './content-yaml.ts';

export const contentMessages = {
  ...yamlMessages,
  ...manifestMessages,
  ...ruleMessages,
  ...manuscriptMessages,
  ...finalMessages,
};
