/** A point on Earth in degrees. */
export type Point = readonly [latitude: number, longitude: number]

const EARTH_KM = 6_371

/** Kilometres between two points along the surface. */
export function distanceKm([latA, lonA]: Point, [latB, lonB]: Point): number {
  const radians = Math.PI / 180
  const a =
    Math.sin(((latB - latA) * radians) / 2) ** 2 +
    Math.cos(latA * radians) * Math.cos(latB * radians) * Math.sin(((lonB - lonA) * radians) / 2) ** 2
  return 2 * EARTH_KM * Math.asin(Math.sqrt(a))
}
