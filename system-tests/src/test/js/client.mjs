// node client.mjs BOOTSTRAP REGISTRY_URL REQUEST_FILE: submits over Kafka, waits for the end of the plan, prints it as JSON.
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';
import { decompress } from 'fzstd';
import { SchemaRegistryClient, SerdeType, AvroSerializer, AvroDeserializer } from '@confluentinc/schemaregistry';

const { Kafka, CompressionCodecs, CompressionTypes, logLevel } = kafkajs;
CompressionCodecs[CompressionTypes.ZSTD] = () => ({ decompress: async (bytes) => Buffer.from(decompress(bytes)) });

const [bootstrap, registryUrl, requestFile] = process.argv.slice(2);
const request = JSON.parse(readFileSync(requestFile, 'utf8'));
const jobId = `foreign-${randomUUID()}`;

// Without a time-out this client waits for ever, and in silence, for a response of the registry that was lost.
const registry = new SchemaRegistryClient({
  baseURLs: [registryUrl], createAxiosDefaults: { timeout: 5_000, 'axios-retry': { shouldResetTimeout: true } },
});
const serializer = new AvroSerializer(registry, SerdeType.VALUE, { useLatestVersion: true, autoRegisterSchemas: false });
const deserializer = new AvroDeserializer(registry, SerdeType.VALUE, {});
const kafka = new Kafka({ clientId: 'foreign', brokers: [bootstrap], logLevel: logLevel.ERROR });

const consumer = kafka.consumer({ groupId: `foreign-${randomUUID()}` });
await consumer.connect();
await consumer.subscribe({ topic: 'plan.completed', fromBeginning: true });
const ended = new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error('no PlanCompleted within 120 s')), 120_000).unref();
  consumer.run({
    eachMessage: async ({ topic, message }) => {
      if (message.key?.toString() === jobId) resolve(await deserializer.deserialize(topic, message.value));
    },
  });
});

const producer = kafka.producer();
await producer.connect();
const value = await serializer.serialize('plan.requests', {
  jobId, blueprint: request.blueprint, input: JSON.stringify(request.input), tenant: null, maxCost: null, requestedAt: Date.now(),
});
await producer.send({ topic: 'plan.requests', messages: [{ key: jobId, value }] });

const plan = await ended;
console.log(JSON.stringify({ jobId: plan.jobId, outcome: plan.outcome, meals: JSON.parse(plan.document).meals.length, calls: plan.bill.total.calls }));
await producer.disconnect();
await consumer.disconnect();
process.exit(0);
