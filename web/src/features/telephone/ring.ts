/** The tone of a telephone, twice, then a pause. Silent where the browser lets no page sound before a touch. */
export function ring(): () => void {
  if (navigator.userActivation?.hasBeenActive === false) return () => undefined
  const sound = new AudioContext()
  const beep = () => {
    for (const after of [0, 0.4]) {
      const tone = new OscillatorNode(sound, { frequency: 440 })
      const volume = new GainNode(sound, { gain: 0.08 })
      tone.connect(volume).connect(sound.destination)
      tone.start(sound.currentTime + after)
      tone.stop(sound.currentTime + after + 0.25)
    }
  }
  beep()
  const timer = setInterval(beep, 3000)
  return () => {
    clearInterval(timer)
    void sound.close()
  }
}
