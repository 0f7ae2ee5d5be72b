// remark with the schema that SCHEMA names, from the folder of the cards.

import remarkFrontmatter from "remark-frontmatter";
import schema from "remark-lint-frontmatter-schema";

export default {
  plugins: [remarkFrontmatter, [schema, { schemas: { [process.env.SCHEMA]: ["**/README.md"] } }]],
};
