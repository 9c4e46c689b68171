// Writes src/api from openapi.json and src/realtime/protocol.ts from protocol.json: both are the server's own words.
import { readFile, writeFile } from 'node:fs/promises'
import { createClient } from '@hey-api/openapi-ts'
import { compile } from 'json-schema-to-typescript'

await createClient({
  input: 'openapi.json',
  output: { path: 'src/api/generated', postProcess: [] },
  plugins: [
    '@hey-api/client-fetch',
    '@hey-api/typescript',
    { name: '@hey-api/sdk', auth: false },
    '@tanstack/react-query',
  ],
  logs: { level: 'error' },
})

const schema = JSON.parse(await readFile('protocol.json', 'utf8'))
schema.$defs.JsonValue = { tsType: 'unknown' }
const types = await compile(schema, 'Protocol', {
  additionalProperties: false,
  bannerComment: '// Generated from protocol.json by generate.mjs: do not edit.',
})
await writeFile('src/realtime/protocol.ts', types)
