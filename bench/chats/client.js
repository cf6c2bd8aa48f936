// Widgets and agents, many: they write, hear, are cut off, come back with the last `seq` they saw,
// and count what they heard. usage: client.js PLAN.json
//
// It shares its cores with the server, so it does no more than it must: frames are taken apart by
// hand, and what many hear is read once.
const { readFileSync } = require('node:fs')
const { randomBytes } = require('node:crypto')
const net = require('node:net')

const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const WARM_UP_MS = 3000
const PATIENCE_MS = 45000
const CHAT = '{"type":"chat.message"'
const messages = new Map() // number -> { room, at, counted }
const numbers = new Map() // seq -> number: a fact is the same for all who hear it
const people = []
const errors = {}
let counting = false
let delays = []
let replayed = 0
let resets = 0
let frames = 0

class Person {
  constructor(token, room) {
    this.token = token
    this.room = room // null: an agent, who hears all
    this.heard = new Map()
    this.last = null
    this.live = false
    this.unechoed = new Map()
    this.cuts = 0
  }

  connect() {
    const after = this.last === null ? '' : `?after=${this.last}`
    this.socket = net.connect({ host: '127.0.0.1', port: plan.port, noDelay: true })
    this.opened = performance.now()
    this.rest = null
    this.upgraded = false
    this.socket.write(
      `GET /ws${after} HTTP/1.1\r\nHost: 127.0.0.1:${plan.port}\r\nUpgrade: websocket\r\n` +
        `Connection: Upgrade\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n` +
        `Sec-WebSocket-Version: 13\r\nAuthorization: Bearer ${this.token}\r\n\r\n`,
    )
    this.socket.on('data', (chunk) => this.take(chunk))
    this.socket.on('error', () => {})
    this.socket.on('close', () => {
      this.live = false
      setTimeout(() => this.connect(), 50 + Math.random() * 450)
    })
    return new Promise((done) => { this.welcomed = done })
  }

  take(chunk) {
    let data = this.rest ? Buffer.concat([this.rest, chunk]) : chunk
    this.rest = null
    let at = 0
    if (!this.upgraded) {
      const end = data.indexOf('\r\n\r\n')
      if (end < 0) { this.rest = data; return }
      if (data.latin1Slice(9, 12) !== '101') {
        const status = data.latin1Slice(9, 12)
        errors[status] = (errors[status] ?? 0) + 1
        this.socket.destroy()
        return
      }
      this.upgraded = true
      at = end + 4
    }
    while (at + 2 <= data.length) {
      let size = data[at + 1]
      let start = at + 2
      if (size === 126) { if (at + 4 > data.length) break; size = data.readUInt16BE(at + 2); start = at + 4 }
      else if (size === 127) { if (at + 10 > data.length) break; size = Number(data.readBigUInt64BE(at + 2)); start = at + 10 }
      if (start + size > data.length) break
      const kind = data[at] & 15
      if (kind === 1) this.hear(data, start, start + size)
      else if (kind === 9) this.write(0x8a, data.subarray(start, start + size))
      else if (kind === 8) this.socket.destroy()
      at = start + size
    }
    if (at < data.length) this.rest = data.subarray(at)
  }

  // `"seq":123}` or `"seq":null}` is how each ends.
  hear(data, start, end) {
    frames++
    let seq = 0
    let scale = 1
    let at = end - 2
    for (; data[at] >= 48 && data[at] <= 57; at--, scale *= 10) seq += (data[at] - 48) * scale
    const numbered = scale > 1
    if (numbered && seq > (this.last ?? -1)) this.last = seq
    if (data.latin1Slice(start, start + CHAT.length) !== CHAT) {
      this.hearOther(data.utf8Slice(start, end))
      return
    }
    let number = numbers.get(seq)
    if (number === undefined) {
      const found = / #(\d+)$/.exec(JSON.parse(data.utf8Slice(start, end)).data.content)
      number = found ? Number(found[1]) : null
      numbers.set(seq, number)
    }
    if (number === null) return
    this.heard.set(number, (this.heard.get(number) ?? 0) + 1)
    this.unechoed.delete(number)
    const said = messages.get(number)
    if (!counting || !said.counted) return
    if (this.cuts && said.at < this.opened) replayed++ // by resuming: as late as we were away
    else delays.push(performance.now() - said.at)
  }

  hearOther(text) {
    if (text.startsWith('{"type":"welcome"')) {
      this.live = true
      this.welcomed()
      for (const [number, [room, words]] of this.unechoed) this.send(number, room, words)
    } else if (text.startsWith('{"type":"reset"')) {
      if (counting) resets++ // a screen would fetch everything anew
    } else if (text.startsWith('{"type":"error"')) {
      const { code } = JSON.parse(text).data
      errors[code] = (errors[code] ?? 0) + 1
    }
  }

  say(number, room) {
    const words = `${plan.texts[number % plan.texts.length]} #${number}`
    messages.set(number, { room, at: performance.now(), counted: counting })
    this.unechoed.set(number, [room, words])
    this.send(number, room, words)
  }

  send(number, room, message) {
    const data = { room: String(room), message, client_key: `bench-${number}` }
    this.write(0x81, Buffer.from(JSON.stringify({ type: 'send_message', data })))
  }

  // A mask of zeros leaves the words as they are.
  write(kind, body) {
    const head = body.length < 126 ? [kind, 128 | body.length] : [kind, 254, body.length >> 8, body.length & 255]
    this.socket.write(Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), body]))
  }

  cut() {
    this.cuts++
    this.live = false
    this.socket.destroy()
  }
}

const any = (list) => list[Math.floor(Math.random() * list.length)]

function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function tally() {
  let lost = 0
  let doubled = 0
  let expected = 0
  const ofRoom = new Map()
  for (const [number, { room }] of messages) ofRoom.set(room, [...(ofRoom.get(room) ?? []), number])
  for (const person of people) {
    for (const number of person.room === null ? messages.keys() : (ofRoom.get(person.room) ?? [])) {
      expected++
      const times = person.heard.get(number) ?? 0
      if (times === 0) lost++
      if (times > 1) doubled++
    }
  }
  return { lost, doubled, expected }
}

async function main() {
  const customers = plan.customers.map(({ token, room }) => new Person(token, room))
  const agents = plan.agents.map((token) => new Person(token, null))
  people.push(...customers, ...agents)
  for (let n = 0; n < people.length; n += 50) {
    await Promise.all(people.slice(n, n + 50).map((one) => one.connect()))
  }
  // As the web client does every twenty seconds.
  setInterval(() => {
    for (const one of people) if (one.live && Math.random() < 0.1) one.write(0x81, Buffer.from('{"type":"ping"}'))
  }, 2000)

  let number = 0
  let due = performance.now()
  const writing = setInterval(() => {
    for (; due <= performance.now(); due += 1000 / plan.rate) {
      const byAgent = number % 2 === 1
      const who = any(byAgent ? agents : customers)
      if (who.live) who.say(number++, byAgent ? any(customers).room : who.room)
    }
  }, 5)
  await new Promise((done) => setTimeout(done, WARM_UP_MS))
  console.log('begin')
  counting = true
  const before = process.cpuUsage()
  const began = performance.now()
  let cuts = 0
  const cutting = setInterval(() => {
    const share = (performance.now() - began) / 1000 / plan.seconds
    const wanted = Math.min(plan.reconnects, Math.floor(share * plan.reconnects))
    for (let tries = 0; cuts < wanted && tries < 50; tries++) {
      const who = any(people)
      if (who.live) { who.cut(); cuts++ }
    }
  }, 20)
  await new Promise((done) => setTimeout(done, plan.seconds * 1000))
  clearInterval(writing)
  clearInterval(cutting)
  const took = (performance.now() - began) / 1000
  const used = process.cpuUsage(before)
  console.log('end')

  const until = performance.now() + PATIENCE_MS
  let found
  do {
    await new Promise((done) => setTimeout(done, 1000))
    found = tally()
  } while (found.lost > 0 && performance.now() < until)
  delays.sort((a, b) => a - b)
  const counted = [...messages.values()].filter((one) => one.counted).length
  console.log(JSON.stringify({
    messages: messages.size, per_second: counted / took, ...found,
    delivered: delays.length + replayed, replayed, frames,
    reconnects: people.reduce((sum, one) => sum + one.cuts, 0),
    p50_ms: percentile(delays, 0.5), p99_ms: percentile(delays, 0.99), worst_ms: percentile(delays, 1),
    client_cpu_s: (used.user + used.system) / 1e6, resets, errors,
  }))
  process.exit(0)
}

main()
