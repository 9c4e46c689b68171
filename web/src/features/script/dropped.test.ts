import { describe, expect, it } from 'vitest'
import { sorted } from './dropped'

const file = (name: string, type = '') => new File(['x'], name, { type })
const names = (files: File[]) => files.map(({ name }) => name)

describe('what is dropped at once', () => {
  it('is a script and the photographs of one person', () => {
    const { scripts, people, others } = sorted([
      file('emma-1.jpg', 'image/jpeg'),
      file('tale.fdx'),
      file('emma-2.jpg', 'image/jpeg'),
    ])
    expect([names(scripts), people.map(names), others]).toEqual([['tale.fdx'], [['emma-1.jpg', 'emma-2.jpg']], []])
  })
  it('is of two people where the names say so', () => {
    const { people } = sorted([file('emma.jpg', 'image/jpeg'), file('tom side.png', 'image/png')])
    expect(people.map(names)).toEqual([['emma.jpg'], ['tom side.png']])
  })
  it('is of one where a camera named them', () => {
    const { people } = sorted([file('IMG_0001.jpg', 'image/jpeg'), file('IMG_0002.jpg', 'image/jpeg')])
    expect(people).toHaveLength(1)
  })
  it('is of one person among the characters, unless there are more than a character takes', () => {
    const pictures = ['front', 'side', 'back', 'above'].map((name) => file(`${name}.jpg`, 'image/jpeg'))
    expect(sorted(pictures.slice(0, 3), true).people).toHaveLength(1)
    expect(sorted(pictures, true).people).toHaveLength(4)
  })
  it('tells what is neither', () => expect(names(sorted([file('cut.mp4', 'video/mp4')]).others)).toEqual(['cut.mp4']))
})
