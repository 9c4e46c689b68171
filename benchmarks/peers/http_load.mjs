// Load for benchmarks/api.py over raw sockets, one request at a time on each; prints one line of JSON.
// node http_load.mjs --port=P --what=list|create --mode=closed|constant --connections=N --seconds=S [--rate=R]
// closed: the next as soon as one is answered (20 ms later after a 429); constant: timed from when each was due, once
// every connection has been answered a few times, so that what is measured is no start.
import { connect } from 'node:net'

const given = Object.fromEntries(process.argv.slice(2).map((arg) => arg.replace(/^--/, '').split('=')))
const port = Number(given.port), connections = Number(given.connections), seconds = Number(given.seconds)
const WORDS = 'anna bek cole dora emil fay gus hana ivan jun kira leo maya nils olga paul quin rosa sven tara'.split(' ')
const COATS = ['red', 'blue', 'green', 'black', 'white', 'brown', 'grey'], FORMS = ['tall', 'short', 'stout', 'slender']
const run = `${Date.now()}${Math.floor(Math.random() * 1e6)}`
const END = Buffer.from('\r\n\r\n')
let number = 0

function request() {
  const n = number++
  if (given.what === 'list') return `GET /api/characters?limit=50&search=${WORDS[n % 20]} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`
  const description = `a ${FORMS[n % 4]} man of ${20 + (n % 60)} in a ${COATS[n % 7]} coat`
  const body = JSON.stringify({ name: `New ${run} ${n}`, description })
  return `POST /api/characters HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
}

const times = [], statuses = {}
let longest = 0, broken = 0
const due = [], idle = []
const constant = given.mode === 'constant', WARM = 5
let began = performance.now(), asked = 0, open = connections, warm = 0
const end = began + seconds * 1000

class Asking {
  constructor() {
    this.rest = null
    this.need = -1
    this.answers = 0
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => this.next())
    this.socket.on('data', (data) => this.hear(data))
    this.socket.on('error', () => { broken += 1 })
    this.socket.on('close', finish)
  }
  next() {
    if (constant && this.answers < WARM) this.ask(performance.now())
    else if (constant) {
      if (due.length) this.ask(due.shift())
      else if (warm === connections && asked >= total) this.socket.end()
      else idle.push(this)
    } else if (performance.now() < end) this.ask(performance.now())
    else this.socket.end()
  }
  ask(at) {
    this.at = at
    this.socket.write(request())
  }
  hear(data) {
    if (this.need < 0) {
      const all = this.rest ? Buffer.concat([this.rest, data]) : data
      const head = all.indexOf(END)
      if (head < 0) { this.rest = all; return }
      const text = all.latin1Slice(0, head).toLowerCase()
      this.status = Number(text.slice(9, 12))
      const length = /content-length: (\d+)/.exec(text)
      this.need = (length ? Number(length[1]) : 0) - (all.length - head - 4)
      this.rest = null
    } else this.need -= data.length
    if (this.need > 0) return
    this.need = -1
    const took = performance.now() - this.at
    if (constant && this.answers++ < WARM) {
      this.next()
      if (this.answers === WARM && ++warm === connections) start()
      return
    }
    statuses[this.status] = (statuses[this.status] || 0) + 1
    if (this.status < 400) times.push(took)
    if (took > longest) longest = took
    if (this.status === 429) setTimeout(() => this.next(), 20)
    else this.next()
  }
}

const total = constant ? Math.floor(Number(given.rate) * seconds) : 0
function start() {
  began = performance.now()
  tick()
}

function tick() {
  const now = performance.now()
  while (asked < total && began + asked * 1000 / Number(given.rate) <= now) {
    const at = began + asked * 1000 / Number(given.rate)
    asked += 1
    if (idle.length) idle.pop().ask(at)
    else due.push(at)
  }
  if (asked < total) setTimeout(tick, 1)
  else while (idle.length) idle.pop().socket.end()
}

function finish() {
  open -= 1
  if (open > 0) return
  times.sort((a, b) => a - b)
  const at = (share) => times.length ? Number(times[Math.min(times.length - 1, Math.floor(share * times.length))].toFixed(1)) : null
  const took = (performance.now() - began) / 1000
  const told = { per_second: Math.round(times.length / took), p50_ms: at(0.5), p99_ms: at(0.99), longest_ms: Number(longest.toFixed(1)), statuses }
  const cpu = process.cpuUsage()
  console.log(JSON.stringify({ ...told, broken, generator_core: Number(((cpu.user + cpu.system) / 1e6 / took).toFixed(2)) }))
}

for (let n = 0; n < connections; n += 1) new Asking()
