;; The inner loop of sample-roi.ts: RGB pixels along a straight line that lies inside the picture, bilinear. It does
;; what sample-line.ts does in the same order with the same 64 bits, so that both give the same to the last bit.
;; After a change: node sidecar/scripts/write-kernel.mjs writes sample-kernel.data.json, which is what runs.
(module
  ;; 4 MiB: the part of the picture under the region, colours as float64, then one row of the tensor
  (memory (export "memory") 64 64)
  (func (export "sampleRun")
    ;; $src: byte at which pixel (0, 0) of the picture would lie, 24 bytes a pixel; $pitch: bytes a row
    (param $src i32) (param $pitch i32)
    ;; position of sample 0 in pixels, and from one sample to the next
    (param $x f64) (param $y f64) (param $stepX f64) (param $stepY f64)
    ;; samples $from up to and without $to are written from byte $dst on, 12 bytes each
    (param $from i32) (param $to i32) (param $dst i32)
    ;; value = $low + colour * $gain
    (param $gain f64) (param $low f64)
    (local $start v128) (local $step v128) (local $n v128) (local $one v128) (local $end i32)
    (local $lows v128) (local $wholeBits v128)
    (local $at v128) (local $corner v128) (local $part v128) (local $p i32) (local $q i32)
    (local $fx f64) (local $fy f64) (local $b f64) (local $c f64) (local $d f64)
    (local $share v128) (local $rg v128) (local $b_ v128)

    (if (i32.ge_s (local.get $from) (local.get $to)) (then return))
    (local.set $start (f64x2.replace_lane 1 (f64x2.splat (local.get $x)) (local.get $y)))
    (local.set $step (f64x2.replace_lane 1 (f64x2.splat (local.get $stepX)) (local.get $stepY)))
    (local.set $n (f64x2.splat (f64.convert_i32_s (local.get $from))))
    (local.set $one (f64x2.splat (f64.const 1)))
    (local.set $lows (f64x2.splat (local.get $low)))
    ;; added to a whole number it leaves that number in the lowest bits: 1.5 * 2^52
    (local.set $wholeBits (f64x2.splat (f64.const 6755399441055744)))
    (local.set $end (i32.add (local.get $dst)
      (i32.mul (i32.const 12) (i32.sub (local.get $to) (local.get $from)))))

    (loop $next
      (local.set $at (f64x2.add (local.get $start) (f64x2.mul (local.get $step) (local.get $n))))
      (local.set $n (f64x2.add (local.get $n) (local.get $one)))
      (local.set $corner (f64x2.floor (local.get $at)))
      (local.set $part (f64x2.sub (local.get $at) (local.get $corner)))
      (local.set $fx (f64x2.extract_lane 0 (local.get $part)))
      (local.set $fy (f64x2.extract_lane 1 (local.get $part)))

      ;; $p: the upper left one of the four pixels; $q: the one below it
      (local.set $corner (f64x2.add (local.get $corner) (local.get $wholeBits)))
      (local.set $p (i32.add
        (i32.add (local.get $src) (i32.mul (i32x4.extract_lane 0 (local.get $corner)) (i32.const 24)))
        (i32.mul (i32x4.extract_lane 2 (local.get $corner)) (local.get $pitch))))
      (local.set $q (i32.add (local.get $p) (local.get $pitch)))

      ;; shares of the right, lower and lower right pixel; the upper left one has the rest
      (local.set $d (f64.mul (f64.mul (local.get $fx) (local.get $fy)) (local.get $gain)))
      (local.set $c (f64.sub (f64.mul (local.get $fy) (local.get $gain)) (local.get $d)))
      (local.set $b (f64.sub (f64.mul (local.get $fx) (local.get $gain)) (local.get $d)))
      (local.set $share (f64x2.splat
        (f64.sub (f64.sub (f64.sub (local.get $gain) (local.get $b)) (local.get $c)) (local.get $d))))

      ;; red and green go side by side, blue alone
      (local.set $rg (f64x2.add (local.get $lows)
        (f64x2.mul (v128.load (local.get $p)) (local.get $share))))
      (local.set $b_ (f64x2.add (local.get $lows)
        (f64x2.mul (v128.load64_zero offset=16 (local.get $p)) (local.get $share))))
      (local.set $share (f64x2.splat (local.get $b)))
      (local.set $rg (f64x2.add (local.get $rg)
        (f64x2.mul (v128.load offset=24 (local.get $p)) (local.get $share))))
      (local.set $b_ (f64x2.add (local.get $b_)
        (f64x2.mul (v128.load64_zero offset=40 (local.get $p)) (local.get $share))))
      (local.set $share (f64x2.splat (local.get $c)))
      (local.set $rg (f64x2.add (local.get $rg)
        (f64x2.mul (v128.load (local.get $q)) (local.get $share))))
      (local.set $b_ (f64x2.add (local.get $b_)
        (f64x2.mul (v128.load64_zero offset=16 (local.get $q)) (local.get $share))))
      (local.set $share (f64x2.splat (local.get $d)))
      (local.set $rg (f64x2.add (local.get $rg)
        (f64x2.mul (v128.load offset=24 (local.get $q)) (local.get $share))))
      (local.set $b_ (f64x2.add (local.get $b_)
        (f64x2.mul (v128.load64_zero offset=40 (local.get $q)) (local.get $share))))
      (v128.store64_lane 0 (local.get $dst) (f32x4.demote_f64x2_zero (local.get $rg)))
      (v128.store32_lane offset=8 0 (local.get $dst) (f32x4.demote_f64x2_zero (local.get $b_)))
      (br_if $next (i32.lt_u (local.tee $dst (i32.add (local.get $dst) (i32.const 12))) (local.get $end))))))
