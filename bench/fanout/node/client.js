// The stock client, many times: joins rooms, says, hears, and counts. The same for every server.
// usage: client.js URL CLIENTS ROOMS SECONDS RATE   (RATE 0: one message in flight per room)
const { io } = require('socket.io-client')

const [url, clients, rooms, seconds, rate] = [process.argv[2], ...process.argv.slice(3).map(Number)]
const BODY = 'x'.repeat(200)
const WARM_UP_MS = 1000
const heardOf = new Map() // room -> how many have heard its present message
let delays = []
let counting = false
let delivered = 0

function say(room) {
  heardOf.set(room.name, 0)
  room.speaker.emit('say', { room: room.name, sent: performance.now(), body: BODY })
}

function hear(room, message) {
  if (counting) {
    delivered++
    delays.push(performance.now() - message.sent)
  }
  if (rate) return
  const heard = heardOf.get(room.name) + 1
  heardOf.set(room.name, heard)
  if (heard === room.size) say(room)
}

async function connect(room) {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, auth: { token: 'bench' } })
  await new Promise((done, failed) => {
    socket.on('connect', done)
    socket.on('connect_error', failed)
  })
  socket.on('said', (message) => hear(room, message))
  await socket.emitWithAck('join', { room: room.name })
  room.speaker ??= socket
  room.size++
}

function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

async function main() {
  const all = Array.from({ length: rooms }, (_, n) => ({ name: `room${n}`, size: 0 }))
  for (let n = 0; n < clients; n += 50) {
    await Promise.all(Array.from({ length: Math.min(50, clients - n) }, (_, i) => connect(all[(n + i) % rooms])))
  }
  if (rate) {
    let due = performance.now()
    let next = 0
    setInterval(() => {
      for (; due <= performance.now(); due += 1000 / rate) say(all[next++ % rooms])
    }, 5)
  } else all.forEach(say)
  await new Promise((done) => setTimeout(done, WARM_UP_MS))
  console.log('begin')
  counting = true
  const began = performance.now()
  await new Promise((done) => setTimeout(done, seconds * 1000))
  counting = false
  const took = (performance.now() - began) / 1000
  delays.sort((a, b) => a - b)
  console.log(JSON.stringify({
    delivered, per_second: delivered / took, p50_ms: percentile(delays, 0.5), p99_ms: percentile(delays, 0.99),
  }))
  process.exit(0)
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
