/** The roles that type plays in the book, and the CSS family and weight under which templates and styles name them. */

export const roles = ['body', 'emphasis', 'heading', 'subheading', 'title'] as const;

export type Role = (typeof roles)[number];

/** CSS name of a role's type. Both must be set: `emphasis` is the bold of the body's family. */
export interface RoleFamily {
  family: string;
  weight: number;
}

export const roleFamilies: Record<Role, RoleFamily> = {
  body: { family: 'Huibian Body', weight: 400 },
  emphasis: { family: 'Huibian Body', weight: 700 },
  heading: { family: 'Huibian Heading', weight: 500 },
  subheading: { family: 'Huibian Subheading', weight: 500 },
  title: { family: 'Huibian Title', weight: 700 },
};
