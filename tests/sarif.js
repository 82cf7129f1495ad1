// Judges documents of SARIF by OASIS's schema: node sarif.js NODE_MODULES FILE...
"use strict";
const fs = require("fs");
const path = require("path");
const [modules, ...files] = process.argv.slice(2);
const Ajv = require(path.join(modules, "ajv"));
const schema = require(path.join(modules, "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));
const draft = require(path.join(modules, "ajv/lib/refs/json-schema-draft-04.json"));
const ajv = new Ajv({ schemaId: "auto", allErrors: true });
ajv.addMetaSchema(draft);
const validate = ajv.compile(schema);
for (const file of files) {
    if (!validate(JSON.parse(fs.readFileSync(file, "utf8")))) {
        console.log(file + ": " + JSON.stringify(validate.errors, null, 1));
        process.exitCode = 1;
    }
}
