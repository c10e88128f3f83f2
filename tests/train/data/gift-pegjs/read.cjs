// Reads GIFT from standard input and prints what the parser of gift-pegjs 1.0.2 (MIT) makes of it.
const parser = require('./pegjs-gift.js');
process.stdout.write(JSON.stringify(parser.parse(require('fs').readFileSync(0, 'utf8'))));
