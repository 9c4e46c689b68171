// Load for a sync server: real Yjs updates over raw sockets, so that parsing frames costs little.
//   node generator.mjs --proto=y|hocuspocus --port=P --path=/room --clients=500 --mode=open --rate=100 --seconds=6
//   node generator.mjs … --mode=closed --window=64      as fast as edits come back to everybody
//   node generator.mjs … --mode=storm --entries=10000   everybody joins a large document at once
// With ?acks=1 in the path our server also says which edits are on disk. Ten of the clients write. The delay is from sending to arriving at each other client. Prints one line of JSON.
import fs from 'node:fs'
import net from 'node:net'
import * as Y from 'yjs'
import * as encoding from 'lib0/encoding'

const given = Object.fromEntries(process.argv.slice(2).map(text => text.replace(/^--/, '').split(/=(.*)/s))) // a path may have more of them
const port = Number(given.port), path = given.path ?? '/room', clients = Number(given.clients ?? 50)
const rate = Number(given.rate ?? 100), seconds = Number(given.seconds ?? 6), window = Number(given.window ?? 64)
const mode = given.mode ?? 'open', hocuspocus = given.proto === 'hocuspocus', writers = Math.min(10, clients)
const SYNC = 0, AUTH = 2, SAVED = 100, STEP1 = 0, STEP2 = 1, UPDATE = 2, MARK = Buffer.from('#!'), PADDING = 'x'.repeat(80)
const pause = ms => new Promise(done => setTimeout(done, ms))
const empty = new Y.Doc()

function frame (payload) { // a masked frame whose mask is zero
  const size = payload.length, head = Buffer.alloc(size < 126 ? 6 : size < 65536 ? 8 : 14)
  head[0] = 0x82
  head[1] = 0x80 | (size < 126 ? size : size < 65536 ? 126 : 127)
  if (head.length === 8) head.writeUInt16BE(size, 2)
  if (head.length === 14) head.writeUInt32BE(size, 6)
  return Buffer.concat([head, payload])
}
function message (write) {
  const encoder = encoding.createEncoder()
  if (hocuspocus) encoding.writeVarString(encoder, 'room')
  write(encoder)
  return frame(Buffer.from(encoding.toUint8Array(encoder)))
}
const sync = (step, bytes) => message(encoder => {
  encoding.writeVarUint(encoder, SYNC)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, bytes)
})
const login = () => message(encoder => {
  encoding.writeVarUint(encoder, AUTH)
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarString(encoder, 't')
})

class Client {
  constructor (number, heard) {
    Object.assign(this, { number, heard, open: false, rest: null, bytes: 0, answered: false })
    this.socket = net.connect(port, '127.0.0.1', () => {
      this.socket.setNoDelay(true)
      this.socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\n` +
        'Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n')
    })
    this.socket.on('error', () => {})
    this.socket.on('close', () => { closed++ })
    this.socket.on('data', data => this.take(data))
  }

  take (data) {
    this.bytes += data.length
    if (!this.open) {
      const end = data.indexOf('\r\n\r\n')
      if (end < 0 || !data.subarray(0, 12).toString().includes('101')) throw new Error(data.toString().slice(0, 200))
      this.open = true
      opened++
      if (hocuspocus) this.socket.write(login())
      this.socket.write(sync(STEP1, Y.encodeStateVector(empty)))
      data = data.subarray(end + 4)
    }
    if (mode === 'storm') return this.heard(this)
    if (this.rest) data = Buffer.concat([this.rest, data])
    let at = 0
    while (data.length - at >= 2) {
      let size = data[at + 1] & 127, start = at + 2
      if (size === 126) { if (data.length - at < 4) break; size = data.readUInt16BE(start); start += 2 }
      else if (size === 127) { if (data.length - at < 10) break; size = Number(data.readBigUInt64BE(start)); start += 8 }
      if (data.length < start + size) break
      this.read(data[at] & 15, data.subarray(start, start + size))
      at = start + size
    }
    this.rest = at < data.length ? Buffer.from(data.subarray(at)) : null
  }

  read (kind, payload) {
    if (kind === 8) return
    if (kind === 9) return this.socket.write(Buffer.concat([Buffer.from([0x8a, 0x80 | payload.length, 0, 0, 0, 0]), payload]))
    const start = hocuspocus ? 1 + payload[0] : 0
    if (!this.answered && payload[start] === SYNC && payload[start + 1] === STEP1) {
      this.answered = true
      this.socket.write(sync(STEP2, Y.encodeStateAsUpdate(empty)))
    }
    this.heard(this, payload)
  }
}

let opened = 0, closed = 0
const processor = pid => { const f = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' '); return (+f[11] + +f[12]) / 100 }
const memory = pid => Math.round(Number(fs.readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024)
const tell = found => { console.log(JSON.stringify({ mode, clients, ...found })); process.exit(0) }

async function storm () {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (let i = 0; i < Number(given.entries ?? 10000); i++) {
      const entry = new Y.Map()
      doc.getMap('chars').set('c' + i, entry)
      entry.set('name', 'Character ' + i)
      entry.set('desc', 'A detective in her thirties with red hair and a leather jacket ' + i)
      entry.set('tier', 'standard'); entry.set('score', i / 10000); entry.set('votes', i % 7)
    }
  })
  const whole = Y.encodeStateAsUpdate(doc), first = new Client(0, () => {})
  while (!first.open) await pause(10)
  await pause(800)
  first.socket.write(sync(UPDATE, whole))
  await pause(3500)
  const before = memory(given.pid)
  let most = before
  const watch = setInterval(() => { most = Math.max(most, memory(given.pid)) }, 10)
  const begun = performance.now(), waits = []
  await Promise.race([pause(60000), new Promise(done => {
    const heard = client => {
      if (client.done || client.bytes < whole.length) return
      client.done = true
      waits.push(performance.now() - begun)
      if (waits.length === clients) done()
    }
    for (let i = 0; i < clients; i++) new Client(i, heard) // eslint-disable-line no-new
  })])
  clearInterval(watch)
  tell({ document_kib: Math.round(whole.length / 1024), synced: waits.length, last_ms: Math.round(Math.max(...waits)), rss_before_mib: before, rss_most_mib: most })
}

async function edits () {
  const sent = [], missing = [], author = [], unsaved = Array.from({ length: clients }, () => [])
  let delays = [], saves = [], deliveries = 0, measuring = false
  const saved = (client, payload) => { // how many messages of this connection are on disk; its first was no edit
    let count = 0
    for (let i = 1, shift = 1; i < payload.length; i++, shift *= 128) count += (payload[i] & 127) * shift
    const now = performance.now(), waiting = unsaved[client.number]
    while (waiting.length && waiting[0].number < count) saves.push(now - waiting.shift().at)
  }
  const heard = (client, payload) => {
    if (payload[0] === SAVED && !hocuspocus) return saved(client, payload)
    let at = 0
    while ((at = payload.indexOf(MARK, at)) >= 0) {
      let end = at + 2, edit = 0
      while (payload[end] >= 48 && payload[end] <= 57) edit = edit * 10 + payload[end++] - 48
      at = end
      if (edit >= sent.length || author[edit] === client.number) continue
      deliveries++
      delays.push(performance.now() - sent[edit])
      if (--missing[edit] === 0 && mode === 'closed' && measuring) emit()
    }
  }
  const everyone = []
  for (let i = 0; i < clients; i++) {
    everyone.push(new Client(i, heard))
    if (i === 0) { while (!opened) await pause(5); await pause(400) } // Hocuspocus and others load the room first
    if (i % 20 === 19) await pause(20)
  }
  while (opened < clients) await pause(20)
  await pause(1500)
  const docs = Array.from({ length: writers }, () => { const doc = new Y.Doc(); doc.on('update', update => { doc.last = update }); return doc })
  const counts = Array.from({ length: writers }, () => 0)
  let turn = 0
  const emit = () => {
    const writer = turn++ % writers, doc = docs[writer]
    doc.getMap('chars').set(`c${writer}_${turn % 20}`, '#!' + sent.length + PADDING)
    author.push(writer); missing.push(clients - 1); sent.push(performance.now())
    unsaved[writer].push({ number: ++counts[writer], at: sent.at(-1) })
    everyone[writer].socket.write(sync(UPDATE, doc.last))
  }
  for (let i = 0; i < 10; i++) { emit(); await pause(50) }
  await pause(500)
  const warm = sent.length
  delays = []; saves = []; deliveries = 0; measuring = true
  const cpu = processor(given.pid), own = process.cpuUsage(), begun = performance.now()
  if (mode === 'closed') {
    for (let i = 0; i < window; i++) emit()
    await pause(seconds * 1000)
  } else {
    await new Promise(done => {
      const tick = setInterval(() => {
        const wanted = Math.min(Math.floor((performance.now() - begun) / 1000 * rate), rate * seconds)
        while (sent.length - warm < wanted) emit()
        if (sent.length - warm >= rate * seconds) { clearInterval(tick); done() }
      }, 1)
    })
  }
  measuring = false
  const lasted = (performance.now() - begun) / 1000, used = process.cpuUsage(own), served = processor(given.pid) - cpu
  await pause(mode === 'closed' ? 1500 : 2500)
  delays.sort((a, b) => a - b)
  saves.sort((a, b) => a - b)
  const at = (part, of = delays) => of.length ? Number(of[Math.min(of.length - 1, Math.floor(of.length * part))].toFixed(2)) : null
  const made = sent.length - warm
  tell({
    edits_per_second: Math.round(made / lasted), p50_ms: at(0.5), p95_ms: at(0.95), p99_ms: at(0.99),
    ...(given.path.includes('acks=1') && { saved_p50_ms: at(0.5, saves), saved_p99_ms: at(0.99, saves), unsaved: made - saves.length }),
    lost: Math.max(made * (clients - 1) - deliveries, 0), closed, server_percent: Math.round(served / lasted * 100),
    generator_percent: Math.round((used.user + used.system) / 1e4 / lasted), rss_mib: memory(given.pid)
  })
}

await (mode === 'storm' ? storm() : edits())
