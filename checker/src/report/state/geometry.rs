//! Points, boxes and curves.

use std::ops::{Add, Mul, Sub};

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

pub const fn point(x: f64, y: f64) -> Point {
    Point { x, y }
}

impl Add for Point {
    type Output = Point;
    fn add(self, other: Point) -> Point {
        point(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Point;
    fn sub(self, other: Point) -> Point {
        point(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Point;
    fn mul(self, by: f64) -> Point {
        point(self.x * by, self.y * by)
    }
}

impl Point {
    pub fn length(self) -> f64 {
        self.x.hypot(self.y)
    }

    /// In the same direction, of length 1; nowhere for no direction.
    pub fn unit(self) -> Point {
        self * (1.0 / self.length().max(1e-9))
    }

    /// To the right of who goes this way, y growing downwards.
    pub fn right(self) -> Point {
        point(-self.y, self.x)
    }

    pub fn dot(self, other: Point) -> f64 {
        self.x * other.x + self.y * other.y
    }
}

/// A box by its centre and its size.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    pub centre: Point,
    pub wide: f64,
    pub high: f64,
}

impl Area {
    /// So much larger on every side.
    pub fn grown(self, by: f64) -> Area {
        Area { wide: self.wide + 2.0 * by, high: self.high + 2.0 * by, ..self }
    }

    pub fn holds(self, at: Point) -> bool {
        let away = at - self.centre;
        away.x.abs() < self.wide / 2.0 && away.y.abs() < self.high / 2.0
    }

    pub fn overlaps(self, other: Area) -> bool {
        let away = other.centre - self.centre;
        away.x.abs() < (self.wide + other.wide) / 2.0 && away.y.abs() < (self.high + other.high) / 2.0
    }

    pub fn min(self) -> Point {
        self.centre - point(self.wide, self.high) * 0.5
    }

    pub fn max(self) -> Point {
        self.centre + point(self.wide, self.high) * 0.5
    }

    /// The smallest box around all of these points.
    pub fn around(points: impl IntoIterator<Item = Point>) -> Area {
        let mut points = points.into_iter();
        let first = points.next().unwrap_or_default();
        let (min, max) = points.fold((first, first), |(min, max), p| {
            (point(min.x.min(p.x), min.y.min(p.y)), point(max.x.max(p.x), max.y.max(p.y)))
        });
        Area { centre: (min + max) * 0.5, wide: max.x - min.x, high: max.y - min.y }
    }
}

/// A cubic B\u{e9}zier curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve(pub [Point; 4]);

impl Curve {
    /// From `a` to `b`, off the straight line by `bow` at its farthest: to the right of who goes along, where positive.
    pub fn bowed(a: Point, b: Point, bow: f64) -> Curve {
        let aside = (b - a).unit().right() * (bow * 4.0 / 3.0);
        let third = (b - a) * (1.0 / 3.0);
        Curve([a, a + third + aside, b - third + aside, b])
    }

    pub fn at(self, t: f64) -> Point {
        let [a, b, c, d] = self.0;
        let s = 1.0 - t;
        a * (s * s * s) + b * (3.0 * s * s * t) + c * (3.0 * s * t * t) + d * (t * t * t)
    }

    /// The direction in which it goes there.
    pub fn heading(self, t: f64) -> Point {
        let [a, b, c, d] = self.0;
        let s = 1.0 - t;
        ((b - a) * (s * s) + (c - b) * (2.0 * s * t) + (d - c) * (t * t)).unit()
    }

    /// The piece between two places on it.
    pub fn piece(self, from: f64, to: f64) -> Curve {
        self.split(to).0.split(if to > 0.0 { from / to } else { 0.0 }).1
    }

    fn split(self, t: f64) -> (Curve, Curve) {
        let mix = |a: Point, b: Point| a + (b - a) * t;
        let [a, b, c, d] = self.0;
        let (ab, bc, cd) = (mix(a, b), mix(b, c), mix(c, d));
        let (abc, bcd) = (mix(ab, bc), mix(bc, cd));
        let middle = mix(abc, bcd);
        (Curve([a, ab, abc, middle]), Curve([middle, bcd, cd, d]))
    }

    /// Where between `from` and `to` something begins to hold that does not hold before.
    pub fn find(self, from: f64, to: f64, holds: impl Fn(Point) -> bool) -> f64 {
        const STEPS: usize = 48;
        let place = |step: usize| from + (to - from) * step as f64 / STEPS as f64;
        let Some(step) = (0..=STEPS).find(|step| holds(self.at(place(*step)))) else {
            return to;
        };
        let (mut before, mut after) = (place(step.saturating_sub(1)), place(step));
        for _ in 0..24 {
            let middle = before.midpoint(after);
            if holds(self.at(middle)) { after = middle } else { before = middle }
        }
        after
    }
}

/// Whether two pieces of straight lines cross.
pub fn cross(a: (Point, Point), b: (Point, Point)) -> bool {
    let side = |(from, to): (Point, Point), at: Point| (to - from).right().dot(at - from) > 0.0;
    side(a, b.0) != side(a, b.1) && side(b, a.0) != side(b, a.1)
}
