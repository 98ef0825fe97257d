;; The inner loop of sample-roi.ts: RGB pixels along a straight line that lies inside the picture, bilinear.
;; Positions are exact (64 bits), colours have 32 bits, and one instruction works on all three of them.
;; After a change: node sidecar/scripts/write-kernel.mjs writes sample-kernel.data.json, which is what runs.
(module
  ;; 4 MiB: the rows of the picture under the region, then one row of the tensor
  (memory (export "memory") 64 64)
  (func (export "sampleRun")
    ;; $src: byte at which pixel (0, 0) of the picture would lie; $pitch: bytes a row
    (param $src i32) (param $pitch i32)
    ;; position of sample 0 in pixels, and from one sample to the next
    (param $x f64) (param $y f64) (param $stepX f64) (param $stepY f64)
    ;; samples $from up to and without $to are written from byte $dst on, 12 bytes each and 4 beyond the last
    (param $from i32) (param $to i32) (param $dst i32)
    ;; value = $low + colour * $gain
    (param $gain f32) (param $low f32)
    (local $start v128) (local $step v128) (local $n v128) (local $one v128) (local $end i32)
    (local $gains v128) (local $lows v128) (local $wholeBits v128)
    (local $at v128) (local $corner v128) (local $part v128) (local $fx v128)
    (local $p i32) (local $q i32) (local $left v128) (local $upper v128) (local $lower v128)

    (if (i32.ge_s (local.get $from) (local.get $to)) (then return))
    (local.set $start (f64x2.replace_lane 1 (f64x2.splat (local.get $x)) (local.get $y)))
    (local.set $step (f64x2.replace_lane 1 (f64x2.splat (local.get $stepX)) (local.get $stepY)))
    (local.set $n (f64x2.splat (f64.convert_i32_s (local.get $from))))
    (local.set $one (f64x2.splat (f64.const 1)))
    (local.set $gains (f32x4.splat (local.get $gain)))
    (local.set $lows (f32x4.splat (local.get $low)))
    ;; added to a whole number it leaves that number in the lowest bits: 1.5 * 2^52
    (local.set $wholeBits (f64x2.splat (f64.const 6755399441055744)))
    (local.set $end (i32.add (local.get $dst)
      (i32.mul (i32.const 12) (i32.sub (local.get $to) (local.get $from)))))

    (loop $next
      (local.set $at (f64x2.add (local.get $start) (f64x2.mul (local.get $step) (local.get $n))))
      (local.set $n (f64x2.add (local.get $n) (local.get $one)))
      (local.set $corner (f64x2.floor (local.get $at)))
      (local.set $part (f32x4.demote_f64x2_zero (f64x2.sub (local.get $at) (local.get $corner))))
      (local.set $fx (f32x4.splat (f32x4.extract_lane 0 (local.get $part))))

      ;; $p: the upper left one of the four pixels; $q: the one below it
      (local.set $corner (f64x2.add (local.get $corner) (local.get $wholeBits)))
      (local.set $p (i32.add
        (i32.add (local.get $src) (i32.mul (i32x4.extract_lane 0 (local.get $corner)) (i32.const 3)))
        (i32.mul (i32x4.extract_lane 2 (local.get $corner)) (local.get $pitch))))
      (local.set $q (i32.add (local.get $p) (local.get $pitch)))

      ;; upper = left + fx * (right - left), the difference in 16 bits
      (local.set $left (v128.load8x8_u (local.get $p)))
      (local.set $upper (f32x4.add
        (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_u (local.get $left)))
        (f32x4.mul (local.get $fx) (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s
          (i16x8.sub (v128.load8x8_u offset=3 (local.get $p)) (local.get $left)))))))
      (local.set $left (v128.load8x8_u (local.get $q)))
      (local.set $lower (f32x4.add
        (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_u (local.get $left)))
        (f32x4.mul (local.get $fx) (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s
          (i16x8.sub (v128.load8x8_u offset=3 (local.get $q)) (local.get $left)))))))

      ;; the fourth value is nobody's: the next sample overwrites it
      (v128.store (local.get $dst) (f32x4.add (local.get $lows) (f32x4.mul (local.get $gains)
        (f32x4.add (local.get $upper) (f32x4.mul
          (f32x4.splat (f32x4.extract_lane 1 (local.get $part)))
          (f32x4.sub (local.get $lower) (local.get $upper)))))))
      (br_if $next (i32.lt_u (local.tee $dst (i32.add (local.get $dst) (i32.const 12))) (local.get $end))))))
