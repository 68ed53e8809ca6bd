import { z } from 'zod'
import { conflictsAnswer, errorAnswer, phoneAnswer, webhookWire } from '#lib/integrations/wire.ts'

/** What /api/v1 offers, as OpenAPI 3.1: the schemas are those that the answers are made by. */
export function openApiDocument(server: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Keyturn for the lock side',
      version: '1',
      description:
        'What the lender’s own systems ask before they lock a phone. See docs/lock-side.md.',
    },
    servers: [{ url: server }],
    security: [{ key: [] }],
    paths: {
      '/api/v1/holds/{imei}': {
        get: {
          operationId: 'holdsOfPhone',
          summary: 'May this phone be locked? If not: why, and until when.',
          parameters: [
            {
              name: 'imei',
              in: 'path',
              required: true,
              description: 'Either IMEI of the phone: 15 digits with a check digit that fits.',
              schema: { type: 'string' },
            },
          ],
          responses: { 200: json('The phone', phoneAnswer), ...refusals(400, 401, 404, 429) },
        },
      },
      '/api/v1/conflicts': {
        get: {
          operationId: 'conflicts',
          summary: 'Phones that are locked and should not be.',
          parameters: [
            { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 500 } },
            { name: 'cursor', in: 'query', schema: { type: 'string' } },
          ],
          responses: { 200: json('One page', conflictsAnswer), ...refusals(400, 401, 429) },
        },
      },
    },
    webhooks: {
      hold: {
        post: {
          summary: 'A hold was placed or has ended. Signed; answer 2xx.',
          requestBody: json('What happened', webhookWire),
          responses: { 200: { description: 'Taken' } },
        },
      },
    },
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
    },
  }
}

const meanings = {
  400: 'What was asked makes no sense',
  401: 'No key, or none that works',
  404: 'Not in your loan book',
  429: 'Too many requests: wait for Retry-After seconds',
} as const

function refusals(...statuses: (keyof typeof meanings)[]) {
  return Object.fromEntries(statuses.map((status) => [status, json(meanings[status], errorAnswer)]))
}

function json(description: string, shape: z.ZodType) {
  const { $schema: _, ...schema } = z.toJSONSchema(shape)
  return { description, content: { 'application/json': { schema } } }
}
