// Widgets and agents, many: they write, hear, are cut off, come back with the last `seq` they saw,
// and count what they heard. usage: client.js PLAN.json
const { readFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const path = require('node:path')
// The same library that the fan-out bench has installed.
const WebSocket = createRequire(path.join(__dirname, '../fanout/node/package.json'))('ws')

const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const WARM_UP_MS = 3000
const SETTLE_MS = 15000
const PATIENCE_MS = 30000
const messages = new Map() // number -> { room, at, sender }
const people = []
let counting = false
let delays = []
let replayed = 0

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
    const headers = { authorization: `Bearer ${this.token}` }
    this.socket = new WebSocket(`${plan.url}/ws${after}`, { headers, perMessageDeflate: false })
    this.opened = performance.now()
    this.socket.on('message', (data) => this.hear(JSON.parse(data)))
    this.socket.on('error', () => {})
    this.socket.on('close', () => {
      this.live = false
      if (!this.left) setTimeout(() => this.connect(), 50 + Math.random() * 450)
    })
    return new Promise((done) => { this.welcomed = done })
  }

  hear(message) {
    frames++
    if (message.type === 'welcome') {
      this.live = true
      this.welcomed()
      for (const [number, text] of this.unechoed) this.send(number, text)
    }
    if (message.type === 'reset') resets++ // a screen would fetch everything anew
    if (message.type === 'error') errors[message.data.code] = (errors[message.data.code] ?? 0) + 1
    if (message.seq !== null && message.seq > (this.last ?? -1)) this.last = message.seq
    if (message.type !== 'chat.message') return
    const found = / #(\d+)$/.exec(message.data.content)
    if (!found) return
    const number = Number(found[1])
    this.heard.set(number, (this.heard.get(number) ?? 0) + 1)
    this.unechoed.delete(number)
    const said = messages.get(number)
    if (!counting || !said.counted) return
    if (this.cuts && said.at < this.opened) replayed++ // it came by resuming: as late as we were away
    else delays.push(performance.now() - said.at)
  }

  say(number, room) {
    const text = `${plan.texts[number % plan.texts.length]} #${number}`
    messages.set(number, { room, at: performance.now(), counted: counting })
    this.unechoed.set(number, [room, text])
    this.send(number, [room, text])
  }

  send(number, [room, message]) {
    const data = { room: String(room), message, client_key: `bench-${number}` }
    this.socket.send(JSON.stringify({ type: 'send_message', data }))
  }

  cut() {
    this.cuts++
    this.live = false
    this.socket.terminate()
  }
}

const errors = {}
let resets = 0
let frames = 0
const any = (list) => list[Math.floor(Math.random() * list.length)]

function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

async function main() {
  const customers = plan.customers.map(({ token, room }) => new Person(token, room))
  const agents = plan.agents.map((token) => new Person(token, null))
  people.push(...customers, ...agents)
  for (let n = 0; n < people.length; n += 50) {
    await Promise.all(people.slice(n, n + 50).map((one) => one.connect()))
  }
  // As the web client does, so that whoever hears little still knows how far the log is.
  setInterval(() => {
    for (const one of people) if (one.live && Math.random() < 0.1) one.socket.send('{"type":"ping"}')
  }, 2000)
  const slow = new Person(plan.slow, null)
  slow.left = true
  await slow.connect()
  let slowGone = null
  slow.socket.on('close', () => { slowGone = performance.now() })
  slow.socket._socket.pause()

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
    const wanted = Math.min(plan.reconnects, Math.floor(((performance.now() - began) / 1000 / plan.seconds) * plan.reconnects))
    for (; cuts < wanted; cuts++) {
      const who = any(people)
      if (who.live) who.cut()
      else cuts--
      if (!who.live && cuts < 0) break
    }
  }, 20)
  await new Promise((done) => setTimeout(done, plan.seconds * 1000))
  clearInterval(writing)
  clearInterval(cutting)
  const took = (performance.now() - began) / 1000
  const used = process.cpuUsage(before)
  console.log('end')

  let lost = 0
  let doubled = 0
  let expected = 0
  const until = performance.now() + SETTLE_MS + PATIENCE_MS
  do {
    await new Promise((done) => setTimeout(done, 1000))
    lost = doubled = expected = 0
    for (const person of people) {
      for (const [n, { room }] of messages) {
        if (person.room !== null && person.room !== room) continue
        expected++
        const times = person.heard.get(n) ?? 0
        if (times === 0) lost++
        if (times > 1) doubled++
      }
    }
  } while (lost > 0 && performance.now() < until)
  delays.sort((a, b) => a - b)
  const counted = [...messages.values()].filter((one) => one.counted).length
  console.log(JSON.stringify({
    messages: messages.size, per_second: counted / took, expected, lost, doubled,
    delivered: delays.length + replayed, replayed, reconnects: people.reduce((sum, one) => sum + one.cuts, 0),
    p50_ms: percentile(delays, 0.5), p99_ms: percentile(delays, 0.99), worst_ms: percentile(delays, 1),
    client_cpu_s: (used.user + used.system) / 1e6, frames, resets, errors, slow_cut_off_after_s: slowGone === null ? null : (slowGone - began) / 1000,
  }))
  process.exit(0)
}

main()
