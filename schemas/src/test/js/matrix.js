'use strict';

/*
 * Reads and writes events with Confluent's own JavaScript client.
 *
 * In:  {"registry": url, "write": [{"topic", "schema", "event"}], "read": [{"topic", "schema", "bytes"}]}
 * Out: {"written": [base64], "read": [event]}
 *
 * Events are plain JSON: decimals as text, times as milliseconds, bytes in base64. The client itself takes and gives
 * decimals as buffers, which are turned here into numbers of any size.
 */
const { SchemaRegistryClient, AvroSerializer, AvroDeserializer, SerdeType, SubjectNameStrategyType } =
  require('@confluentinc/schemaregistry');

function toBuffer(decimal, scale) {
  const [whole, fraction = ''] = decimal.split('.');
  let number = BigInt(whole + fraction.padEnd(scale, '0'));
  const bytes = [];
  do {
    bytes.unshift(Number(number & 0xffn));
    number >>= 8n;
  } while (!(number === 0n && bytes[0] < 128) && !(number === -1n && bytes[0] >= 128));
  return Buffer.from(bytes);
}

function toDecimal(buffer, scale) {
  const number = BigInt.asIntN(buffer.length * 8, BigInt('0x' + buffer.toString('hex')));
  const digits = (number < 0n ? -number : number).toString().padStart(scale + 1, '0');
  return (number < 0n ? '-' : '') + digits.slice(0, -scale) + '.' + digits.slice(-scale);
}

/** Every record of a schema by its name, since a schema spells each out only once. Its names are unique. */
function records(schema, found = new Map()) {
  if (Array.isArray(schema)) schema.forEach((branch) => records(branch, found));
  else if (schema.type === 'record') {
    found.set(schema.name, schema);
    schema.fields.forEach((field) => records(field.type, found));
  } else if (schema.type === 'array') records(schema.items, found);
  else if (schema.type === 'map') records(schema.values, found);
  return found;
}

/** Turns every decimal of a value, found by its schema. */
function turned(schema, value, decimal, named = records(schema)) {
  if (value === null || value === undefined) return null;
  if (Array.isArray(schema)) return turned(schema.find((branch) => branch !== 'null'), value, decimal, named);
  const type = typeof schema === 'string' ? named.get(schema.split('.').pop()) ?? { type: schema } : schema;
  const inside = (part, item) => turned(part, item, decimal, named);
  switch (type.type) {
    case 'record':
      return Object.fromEntries(type.fields.map((field) => [field.name, inside(field.type, value[field.name])]));
    case 'array':
      return value.map((item) => inside(type.items, item));
    case 'map':
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inside(type.values, item)]));
    case 'bytes':
      return decimal(value, type.scale);
    default:
      return value;
  }
}

async function main() {
  const task = JSON.parse(require('fs').readFileSync(0, 'utf8'));
  // Without a time-out it waits for ever, and in silence, for a response of the registry that was lost.
  const client = new SchemaRegistryClient({
    baseURLs: [task.registry], createAxiosDefaults: { timeout: 5_000, 'axios-retry': { shouldResetTimeout: true } },
  });
  // Its default strategy asks for an API that only Confluent's newest registries have.
  const strategy = { subjectNameStrategyType: SubjectNameStrategyType.TOPIC };
  const serializer = new AvroSerializer(client, SerdeType.VALUE,
    { ...strategy, autoRegisterSchemas: false, useLatestVersion: true });
  const deserializer = new AvroDeserializer(client, SerdeType.VALUE, strategy);

  const written = [];
  for (const { topic, schema, event } of task.write) {
    const bytes = await serializer.serialize(topic, turned(schema, event, toBuffer));
    written.push(bytes.toString('base64'));
  }
  const read = [];
  for (const { topic, schema, bytes } of task.read) {
    read.push(turned(schema, await deserializer.deserialize(topic, Buffer.from(bytes, 'base64')), toDecimal));
  }
  // The client leaves timers running, so the process is ended, but not before all is written.
  process.stdout.write(JSON.stringify({ written, read }), () => process.exit(0));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
